import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { bundle } from './vite/bundle.ts';

const library = fileURLToPath(new URL('../src/sim/index.ts', import.meta.url));

/**
 * What the library may weigh in a browser, which loads it whole: bytes, gzip. A service more may ask for more; then
 * say here what it brings.
 *
 * Measured when the budget was set: kernel 11 KB; report, workload and cloud 7; Amazon SQS, whole, 19; AWS's own
 * tongue 4.
 */
const BUDGET = 44_000;

test('the library keeps to its budget in a browser', async () => {
  const { text } = await bundle(library, 'module');
  const { length } = gzipSync(text);
  expect(length).toBeLessThan(BUDGET);
  // So much in hand that nobody notices growth is no budget.
  expect(length).toBeGreaterThan(BUDGET * 0.85);
});
