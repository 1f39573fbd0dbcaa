import { join } from 'node:path';
import { checkExamples } from '../examples/check.ts';
import type { Check } from './check.ts';

/** Every example runs to its end, and its checks hold; of an exercise the starter fails and the solution passes. */
export const examples: Check = {
  name: 'examples',
  mend: '`node <file>` runs it.',
  find(root) {
    return checkExamples(join(root, 'content/docs'));
  },
};
