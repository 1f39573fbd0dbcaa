import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break SES. */
export const breakages = {
  'begins out of the sandbox': {
    file: 'ses.ts',
    text: '#production = false;',
    instead: '#production = true;',
  },
  'sends in anybody’s name': {
    file: 'ses.ts',
    text: 'if (failed.length === 0) return;',
    instead: 'if (failed.length >= 0) return;',
  },
  'has twice the quota of a day': {
    file: 'send-quota.ts',
    text: 'this.sentLast24Hours(now) + counted > max24HourSend',
    instead: 'this.sentLast24Hours(now) + counted > 2 * max24HourSend',
  },
  'delivers nothing': {
    file: 'postman.ts',
    text: 'outside.keep(address, mail);',
    instead: '',
  },
} satisfies Breakages;
