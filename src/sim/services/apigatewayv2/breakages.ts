import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break HTTP APIs. */
export const breakages = {
  'knows no CORS': {
    file: 'answer.ts',
    text: 'const preflight = cors && answerPreflight(cors, request.method, request.headers);',
    instead: "const preflight = cors && answerPreflight(cors, '', request.headers);",
  },
} satisfies Breakages;
