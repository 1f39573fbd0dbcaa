import { checkDiagrams } from '../../src/diagrams/check.ts';
import type { Check } from './check.ts';

/** Every diagram parses, has its picture and its text alternative; and no picture is left over. */
export const diagrams: Check = {
  name: 'diagrams',
  mend: 'CONTRIBUTING.md says how to add a diagram.',
  find(root) {
    return checkDiagrams(root);
  },
};
