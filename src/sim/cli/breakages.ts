import type { Breakages } from '../tongue/breakage.ts';

/** Ways to break the command line. */
export const breakages = {
  'answers nothing': {
    file: 'aws.ts',
    text: 'return said(format(answer, output, command.operation));',
    instead: "return said(format(answer, 'off', command.operation));",
  },
  'asks the home Region always': {
    file: 'aws.ts',
    text: 'cloud.region(global.region ?? settings.region ?? cloud.name)',
    instead: 'cloud.region(cloud.name)',
  },
} satisfies Breakages;
