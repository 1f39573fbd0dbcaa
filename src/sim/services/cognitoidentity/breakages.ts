import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break identity pools. */
export const breakages = {
  'believes every token': {
    file: 'identity-pool.ts',
    text: 'if (!trusted) throw',
    instead: "if (provider === '') throw",
  },
  'believes no token': {
    file: 'identity-pool.ts',
    text: 'if (!trusted) throw',
    instead: "if (provider !== '') throw",
  },
  'lets no guests in': {
    file: 'cognito-identity.ts',
    text: 'if (!record.allowUnauthenticatedIdentities)',
    instead: 'if (record !== undefined)',
  },
  'gives everybody the role of guests': {
    file: 'role.ts',
    text: 'if (provider === undefined)',
    instead: "if (provider !== '')",
  },
  'knows nobody again': {
    file: 'identity-pool.ts',
    text: 'const known = logins.length > 0 ?',
    instead: 'const known = logins.length > 99 ?',
  },
} satisfies Breakages;
