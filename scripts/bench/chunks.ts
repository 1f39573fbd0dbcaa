import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDummies } from './dummy-services.ts';
import { measureRun, type RunFigures } from './run.ts';

/** The Instant engine with so many services more: an example of SQS alone must not notice them. */
export async function chunks(count: number): Promise<RunFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    return await measureRun(addDummies(folder, count));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
