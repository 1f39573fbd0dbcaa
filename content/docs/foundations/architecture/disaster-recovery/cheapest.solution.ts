import type { Plan } from './lose.ts';

/** What stands in the recovery Region. */
export const plan: Plan = {
  servers: 1,
  replica: true,
  backupEvery: 24,
  decide: 15,
};
