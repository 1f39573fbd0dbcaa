import { compare } from '../tables/comparison.ts';
import { comparisons } from '../tables/comparisons.ts';
import { limitRows } from '../tables/limits.ts';
import { services } from '../tables/services.ts';
import { expect, NARROW, test } from './site.ts';

const PAGE = '/messaging/sqs/messages/';

test('a table of limits says what the simulator enforces, and where AWS does', async ({ visit }) => {
  const page = await visit(PAGE);
  const table = page.getByRole('table', { name: 'Limits of Amazon SQS' });
  const shown = await table.locator('tbody tr').evaluateAll((rows) =>
    rows.map((row) => {
      const [name, usual, allowed] = [...row.children].map((cell) => cell.textContent.trim());
      return { name, usual: usual === '–' ? '' : usual, allowed, source: row.querySelector('a')?.href };
    }),
  );
  const rows = limitRows(services.sqs.limits);
  expect(shown.length).toBeGreaterThan(0);
  for (const row of shown) expect(rows).toContainEqual(row);
});

test('a comparison says what the simulator does, and where AWS does', async ({ visit }) => {
  const page = await visit('/messaging/sqs/standard-or-fifo/');
  const table = page.getByRole('table', { name: 'Standard and FIFO queues' });
  const shown = await table.locator('tbody tr').evaluateAll((rows) =>
    rows.map((row) => {
      const [label, ...cells] = [...row.children].map((cell) => cell.textContent.trim());
      return { label, source: row.querySelector('a')?.href, cells };
    }),
  );
  expect(shown).toEqual(await compare(comparisons.queueTypes));
});

test.for([
  ['a table of limits', PAGE, 'Limits of Amazon SQS'],
  ['a comparison', '/messaging/sqs/standard-or-fifo/', 'Standard and FIFO queues'],
] as const)('%s fits a phone', async ([, path, name], { visit }) => {
  const page = await visit(path, { width: NARROW });
  const [content, box] = await page
    .getByRole('table', { name })
    .evaluate((table) => [table.scrollWidth, table.parentElement!.clientWidth]);
  expect(content).toBeLessThanOrEqual(box!);
});
