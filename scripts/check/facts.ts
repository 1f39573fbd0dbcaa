import { verifyFacts } from '../facts/verify.ts';
import type { Check } from './check.ts';

/** The facts ledger keeps its word. */
export const facts: Check = {
  name: 'facts',
  mend: 'content/facts/README.md says what each field holds.',
  find(root, { changes }) {
    return verifyFacts(root, changes);
  },
};
