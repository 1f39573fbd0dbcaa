import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { publicNames } from '../lint/public.js';
import type { ReferencePage } from './page.ts';
import { referencePages } from './reference.ts';
import { SOURCE } from './modules.ts';

describe('the API reference', () => {
  let pages: ReferencePage[];
  let ids: Set<string>;
  beforeAll(async () => {
    pages = await referencePages();
    const anchors = pages.flatMap(({ slug, html }) =>
      [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => `/reference/${slug}/#${id}`),
    );
    ids = new Set(anchors);
    expect(ids.size).toBe(anchors.length);
  });

  test('has every name that the package exports', () => {
    const entries = globSync(['index.ts', 'services/*/index.ts'], { cwd: SOURCE });
    const names = entries.flatMap((file) => {
      const aliases = [...readFileSync(join(SOURCE, file), 'utf8').matchAll(/(\w+) as (\w+)/g)];
      const found = Object.values(publicNames(join(SOURCE, file))).flat();
      return found.map((name) => aliases.find(([, own]) => own === name)?.[2] ?? name);
    });
    const shown = pages.flatMap(({ headings }) => headings.filter(({ depth }) => depth === 3));
    // Two services may have one name.
    expect([...new Set(shown.map(({ slug }) => slug))].sort()).toEqual([...new Set(names)].sort());
  });

  test('says something of every member, inherited ones too; one that has one value says it itself', () => {
    const silent = pages.flatMap(({ html }) =>
      [...html.matchAll(/<dt id="([^"]+)">(?:(?!<dt).)*<\/dt><dd><\/dd>/gs)].map(([, id]) => id!),
    );
    expect(silent.filter((id) => !/Entry\.type$/.test(id))).toEqual([]);
  });

  test('has no link that leads nowhere', () => {
    const links = pages.flatMap(({ html }) =>
      [...html.matchAll(/href="(\/[^"]+)"/g)].map(([, href]) => href!),
    );
    expect(links.length).toBeGreaterThan(300);
    expect(links.filter((href) => !ids.has(href))).toEqual([]);
  });

  test('leads to the pages of AWS', () => {
    const sqs = pages.find(({ slug }) => slug === 'sqs')!;
    expect(sqs.html).toContain('>AWS: API_CreateQueue</a>');
  });
});
