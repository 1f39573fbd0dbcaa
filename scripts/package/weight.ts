import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { codeParts } from './parts.ts';

/** Bytes, gzip, of a service that has no budget of its own: as much as a thin one takes. */
const THIN = 6000;

/** What a chunk weighs on its way to a reader, and what it may. */
export interface Weight {
  chunk: string;
  /** Bytes, gzip. */
  bytes: number;
  /** Bytes, gzip; undefined for a part that has none. */
  budget: number | undefined;
  /** Absolute path of the file with the budget, there or not. */
  file: string;
  /** Whether the file names the budget. */
  own: boolean;
}

/**
 * Weighs the chunks that a browser loads. `src/sim/budget.json` has the budgets of the core and the parts, by name;
 * `budget.json` in a service's folder has that of the service.
 *
 * @param source the library's folder
 */
export async function weighChunks(source: string): Promise<Weight[]> {
  const { texts, services } = await codeParts(source);
  const shared = join(source, 'budget.json');
  return Object.entries(texts).map(([chunk, files]) => {
    const bytes = gzipSync(JSON.stringify(files)).length;
    const service = Object.hasOwn(services, chunk);
    const file = service ? join(source, 'services', chunk, 'budget.json') : shared;
    const budget = existsSync(file)
      ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>)[chunk]
      : undefined;
    return { chunk, bytes, budget: budget ?? (service ? THIN : undefined), file, own: budget !== undefined };
  });
}
