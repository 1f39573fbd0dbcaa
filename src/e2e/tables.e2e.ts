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

test('a table of limits fits a phone', async ({ visit }) => {
  const page = await visit(PAGE, { width: NARROW });
  const [content, box] = await page
    .getByRole('table', { name: 'Limits of Amazon SQS' })
    .evaluate((table) => [table.scrollWidth, table.parentElement!.clientWidth]);
  expect(content).toBeLessThanOrEqual(box!);
});
