import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { weighChunks } from '../package/weight.ts';
import type { Check } from './check.ts';

/** Each chunk of the library keeps to its budget in a browser. */
export const size: Check = {
  name: 'size',
  mend: 'Take something out of it, or raise the budget and say in the commit what the bytes bring.',
  async find(root) {
    const folder = join(root, 'src/sim');
    if (!existsSync(join(folder, 'core.ts'))) return [];
    // The bundler names modules by where they really are.
    const source = realpathSync(folder);
    const weights = await weighChunks(source);
    return weights
      .filter(({ bytes, budget }) => budget === undefined || bytes > budget)
      .map(({ chunk, bytes, budget, file }) => ({
        file,
        line: 1,
        message:
          budget === undefined
            ? `The part '${chunk}' has no budget; it weighs ${bytes} bytes, gzip.`
            : `The chunk '${chunk}' weighs ${bytes} bytes, gzip; its budget is ${budget}.`,
      }));
  },
};
