import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break user pools. */
export const breakages = {
  'takes any password': {
    file: 'sign-in.ts',
    text: 'user.password !== undefined && user.password === password',
    instead: 'user.password !== undefined || user.password === password',
  },
  'confirms with any code': {
    file: 'accounts.ts',
    text: 'if (sent.code !== code)',
    instead: "if (sent.code === '')",
  },
  'forgets who confirms': {
    file: 'accounts.ts',
    text: "user.status = 'CONFIRMED';",
    instead: "user.status = 'UNKNOWN';",
  },
  'gives two ID tokens': {
    file: 'tokens.ts',
    text: 'accessToken: encodeToken(told.access, pool.signer)',
    instead: 'accessToken: encodeToken(told.id, pool.signer)',
  },
  'lets everybody in who has signed up': {
    file: 'sign-in.ts',
    text: "if (user.status === 'UNCONFIRMED')",
    instead: "if (user.status === 'ARCHIVED')",
  },
  'signs with another key': {
    file: 'user-pool.ts',
    text: 'addIssuer(region.world, this.issuer, this.signer);',
    instead: "addIssuer(region.world, this.issuer, secretSigner(kid, 'another'));",
  },
  'asks for no second factor': {
    file: 'sign-in.ts',
    text: "if (mfaConfiguration === 'OFF' || (",
    instead: 'if (mfaConfiguration !== undefined || (',
  },
  'makes a new account at each federated sign-in': {
    file: 'federation.ts',
    text: 'one.userId === userId',
    instead: "one.userId === ''",
  },
  'has room for few users': {
    file: 'limits.ts',
    text: '{ max: 40_000_000 }',
    instead: '{ max: 4000 }',
  },
} satisfies Breakages;
