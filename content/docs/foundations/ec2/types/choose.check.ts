import { check, table } from 'desired-capacity';
import { INSTANCE_TYPES } from 'desired-capacity/ec2';
import { type } from './choose.starter.ts';

// A cache: 14 GiB of memory, and two vCPUs that are 60 % busy all day.
const asked = INSTANCE_TYPES.get(type);
if (asked) {
  const { vcpus, memory, architecture, price = Infinity } = asked;
  table('Your choice', [{ type, vCPUs: vcpus, 'memory, GiB': memory / 1024, architecture, 'USD an hour': price }]); // prettier-ignore
}
const fits = [...INSTANCE_TYPES.values()].filter(
  ({ vcpus, memory, price, creditsPerHour }) =>
    vcpus >= 2 && memory >= 14 * 1024 && price !== undefined && creditsPerHour === undefined, // prettier-ignore
);
const least = Math.min(...fits.map(({ price }) => price!));
check('it has two vCPUs or more', (asked?.vcpus ?? 0) >= 2);
check('it has the memory', (asked?.memory ?? 0) >= 14 * 1024);
check('it is not a burstable one', asked !== undefined && asked.creditsPerHour === undefined); // prettier-ignore
check('no other is cheaper', asked?.price === least);
