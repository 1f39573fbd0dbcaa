import { join } from 'node:path';
import { checkExamples } from '../examples/check.ts';
import type { Check } from './check.ts';

/**
 * Every example runs to its end, its checks hold, and it prints what is committed beside it; of an exercise the starter
 * fails and the solution passes.
 */
export const examples: Check = {
  name: 'examples',
  mend: '`npm run example -- <file>` runs it.',
  find(root, scope) {
    return checkExamples(join(root, 'content/docs'), scope);
  },
};
