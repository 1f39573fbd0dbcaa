import type { RecordOptions } from 'desired-capacity/route53';

const east = { evaluateTargetHealth: true };
const west = { evaluateTargetHealth: true };

/** `www` leads to two Regions, and each Region to two servers with a check of each. */
export const aliases: RecordOptions[] = [
  {
    ...east,
    name: 'www',
    setIdentifier: 'east',
    region: 'us-east-1',
    alias: 'east',
  },
  {
    ...west,
    name: 'www',
    setIdentifier: 'west',
    region: 'us-west-2',
    alias: 'west',
  },
];
