import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { markdownToHtml, mdxToJs } from 'satteri';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findChromium } from '../../scripts/chromium.ts';
import { checkDiagrams } from './check.ts';
import { diagramHash, findDiagrams, textAlternative } from './diagram.ts';
import { figure } from './figure.ts';
import { diagrams } from './plugin.ts';
import { MermaidError, withRenderer } from './render.ts';
import { DiagramStore } from './store.ts';
import { themed } from './themed.ts';

const SOURCE = 'flowchart TB\n  accTitle: Two boxes\n  accDescr: One leads to the other.\n  A["x < y"] --> B';
const fence = (source: string) => `\`\`\`mermaid\n${source}\n\`\`\``;

test('a fence is found with its line, in Markdown and in MDX', () => {
  const page = `---\ntitle: t\n---\n\nText.\n\n${fence(SOURCE)}\n\n- ${fence('pie').replaceAll('\n', '\n  ')}\n`;
  expect(findDiagrams(page, 'a.md')).toEqual([
    { source: SOURCE, line: 7 },
    { source: 'pie', line: 14 },
  ]);
  expect(findDiagrams(page, 'a.mdx')).toEqual(findDiagrams(page, 'a.md'));
  expect(findDiagrams(`{1 + 1}\n\n${fence(SOURCE)}`, 'a.mdx')).toEqual([{ source: SOURCE, line: 3 }]);
});

test('the text alternative is what Mermaid takes for it', () => {
  expect(textAlternative(SOURCE)).toEqual({ title: 'Two boxes', description: 'One leads to the other.' });
  expect(textAlternative('pie\n accDescr {\n  over\n  lines\n }').description).toBe('over lines');
  expect(textAlternative('pie')).toEqual({ title: undefined, description: undefined });
});

test('a picture keeps its name while nothing but blank lines around it changes', () => {
  expect(diagramHash(`\n${SOURCE}\n`)).toBe(diagramHash(SOURCE));
  expect(diagramHash(`${SOURCE} --> C`)).not.toBe(diagramHash(SOURCE));
});

test('colours get a dark half wherever they stand, and nothing else does', () => {
  const svg =
    '<svg id="d1"><style>#d1{fill:#fff;stroke-width:2px;}#d1 #abc:hover{stroke:rgb(1, 2, 3);fill:none}</style>' +
    '<path id="abc" fill="white" style="stroke: black; marker: url(#abc)" marker-end="url(#abc)"/><a href="#abc"/>fill="red" #fff</svg>';
  const dark = (colour: string) => `light-dark(${colour}, oklch(from ${colour} calc(1.05 - 0.83 * l) c h))`;
  expect(themed(svg, 'd1')).toBe(
    `<svg id="d1"><style>#d1{fill:${dark('#fff')};stroke-width:2px;}#d1 #d1-abc:hover{stroke:${dark('rgb(1, 2, 3)')};fill:none}</style>` +
      `<path id="d1-abc" fill="${dark('white')}" style="stroke: ${dark('black')}; marker: url(#d1-abc)" marker-end="url(#d1-abc)"/><a href="#d1-abc"/>fill="red" #fff</svg>`,
  );
});

test('a picture is shown with its words, and a wide one can be scrolled from the keyboard', () => {
  const svg =
    '<svg width="100%" style="max-width: 512px;" viewBox="0 0 512.4 90" role="graphics-document document"><g/></svg>';
  const html = figure(svg, 'pie\n accTitle: A "b" <c>\n accDescr: d & e');
  expect(html).toContain('<svg viewBox="0 0 512.4 90" role="img" style="--width: 513px">');
  expect(html).toContain('tabindex="0" role="group" aria-label="A &#34;b&#34; &#60;c&#62;"');
  expect(html).toContain('<summary>In words</summary><p>d &#38; e</p>');
  expect(figure(svg.replace('512.4', '300'), SOURCE)).not.toContain('tabindex');
});

describe('in a project', () => {
  let root: string;
  const page = (name: string, text: string) => {
    const file = join(root, 'content/docs', name);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'diagrams-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  test('a fence becomes its committed picture', async () => {
    new DiagramStore(root).write(SOURCE, '<svg viewBox="0 0 100 50"><text>{braces}</text></svg>');
    const options = { mdastPlugins: [diagrams(root)] };
    const { html } = await markdownToHtml(fence(SOURCE), options);
    expect(html).toContain(
      '<svg viewBox="0 0 100 50" role="img" style="--width: 100px"><text>{braces}</text></svg>',
    );
    expect(html).toContain('One leads to the other.');
    const { code } = await mdxToJs(fence(SOURCE), options);
    expect(code).toContain('{braces}');
  });

  test('what is whole raises no problem', async () => {
    page('a.mdx', fence(SOURCE));
    new DiagramStore(root).write(SOURCE, '<svg/>');
    expect(await checkDiagrams(root)).toEqual([]);
  });

  test('a picture without its page, and a diagram without its text, are told', async () => {
    const file = page('part/a.md', `Text.\n\n${fence('pie')}`);
    const store = new DiagramStore(root);
    store.write('pie', '<svg/>');
    store.write('gone', '<svg/>');
    expect(await checkDiagrams(root)).toEqual([
      { file, line: 3, message: expect.stringContaining('accTitle') },
      { file, line: 3, message: expect.stringContaining('accDescr') },
      { file: store.path('gone'), line: 1, message: expect.stringContaining('No page') },
    ]);
  });

  test.skipIf(!findChromium())(
    'a missing picture is told at its fence, bad Mermaid at its own line',
    async () => {
      const good = page('a.md', fence(SOURCE));
      const bad = page('b.md', `${fence(`${SOURCE}\n  A ==> ]`)}`);
      expect(await checkDiagrams(root)).toEqual([
        { file: good, line: 1, message: expect.stringContaining('npm run diagrams') },
        { file: bad, line: 6, message: expect.stringContaining('Mermaid: ') },
      ]);
    },
  );
});

describe.skipIf(!findChromium())('Mermaid in Chromium', () => {
  const sources = [
    SOURCE,
    'stateDiagram-v2\n  [*] --> Visible',
    'sequenceDiagram\n  accTitle: t\n  accDescr: d\n  A->>B: hello',
    `${SOURCE}\n  B --> C([rounded]) --> D[(cylinder<br/>of two lines)]`,
  ];
  const ids = (svg: string) => [...svg.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]!);

  test('draws each kind, small, the same each time, and no id is shared or missing', async () => {
    await withRenderer(async (render) => {
      const pictures: string[] = [];
      for (const source of sources) pictures.push(await render(source));
      const all = pictures.flatMap(ids);
      expect(new Set(all).size).toBe(all.length);
      for (const svg of pictures) {
        const named = [...svg.matchAll(/(?:url\(#|href="#|aria-\w+by=")([\w-]+)/g)].map((match) => match[1]!);
        expect(named.filter((id) => !ids(svg).includes(id))).toEqual([]);
        expect(gzipSync(svg).length).toBeLessThan(8_000);
        expect(svg).not.toMatch(/<br>|edge-animation|\d\.\d{3}/);
      }
      // A picture drawn anew leaves no change behind, whatever was drawn before it.
      for (const index of [3, 2]) expect(await render(sources[index]!)).toBe(pictures[index]);
    });
  });

  test('names the line of a diagram that does not parse', async () => {
    await withRenderer(async (render) => {
      await expect(render('flowchart TB\n  A --> ]')).rejects.toThrow(MermaidError);
      await expect(render('flowchart TB\n  A --> ]')).rejects.toMatchObject({ line: 2 });
      await expect(render('no such diagram')).rejects.toThrow(MermaidError);
    });
  });
});
