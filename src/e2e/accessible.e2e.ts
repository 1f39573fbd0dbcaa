import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe } from 'vitest';
import { expect, inject, NARROW, test } from './site.ts';

/** What axe finds wrong, as lines: rule, element, why. */
async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  );
}

// The slowest of all: a file of its own runs beside the others.
describe.each(inject('paths'))('%s', (path) => {
  test.for([
    ['light', 1280],
    ['dark', 1280],
    ['light', NARROW],
    ['dark', NARROW],
  ] as const)('is accessible: %s, %i px', async ([theme, width], { visit }) => {
    const page = await visit(path, { theme, width });
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe(theme);
    expect(await violations(page)).toEqual([]);
  });
});

test('the page of no address is accessible', async ({ visit }) => {
  const page = await visit('/no/such/page/', { allow: /status of 404/ });
  expect(await violations(page)).toEqual([]);
});
