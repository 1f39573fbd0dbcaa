import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break CloudFront. */
export const breakages = {
  'keeps no copy': {
    file: 'location.ts',
    text: 'if (!isVoid) this.#copies.put(request.key, copy);',
    instead: 'if (isVoid) this.#copies.put(request.key, copy);',
  },
  'calls each fetch a hit': {
    file: 'location.ts',
    text: "renewed ? 'RefreshHit' : 'Miss';",
    instead: "renewed ? 'RefreshHit' : 'Hit';",
  },
  'is far from everybody': {
    file: 'edge-network.ts',
    text: 'return a && b ? roundTrip(a, b) : 0;',
    instead: 'return a && b ? 0.1 + roundTrip(a, b) : 0;',
  },
  'refuses every request': {
    file: 'dispatch.ts',
    text: 'if (!behavior || !allows(behavior, method)) return done(refusal(403, now)',
    instead: 'if (!behavior || method) return done(refusal(403, now)',
  },
  'has other distributions in each Region': {
    file: 'cloudfront.ts',
    text: 'let known = accounts.get(world);',
    instead: 'let known = accounts.get({});',
  },
} satisfies Breakages;
