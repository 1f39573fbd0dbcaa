import { check, table } from 'desired-capacity';
import { INSTANCE_TYPES } from 'desired-capacity/ec2';
import { fleet } from './agents.starter.ts';

// The shop needs 8 vCPUs. On each server an agent takes one more for itself.
const needed = 8;
const agent = 1;
const left = (type: string, count: number) =>
  count * ((INSTANCE_TYPES.get(type)?.vcpus ?? 0) - agent);
const usd = (type: string, count: number) =>
  count * (INSTANCE_TYPES.get(type)?.price ?? Infinity);

const { type, count } = fleet;
table('The fleet', [
  { servers: 'all', vCPUs: left(type, count) },
  { servers: 'one has died', vCPUs: left(type, count - 1) },
]);
const cost = usd(type, count);
console.log(`${Math.round(cost * 1000) / 1000} USD an hour`);

// #region the cheapest fleet of this family that bears a death
let least = Infinity;
for (const name of ['medium', 'large', 'xlarge', '2xlarge', '4xlarge'])
  for (let n = 1; n <= 20; n++)
    if (left(`m7g.${name}`, n - 1) >= needed)
      least = Math.min(least, usd(`m7g.${name}`, n));
// #endregion
check('they are servers of the family m7g', type.startsWith('m7g.') && INSTANCE_TYPES.has(type)); // prettier-ignore
check('the shop has its 8 vCPUs', left(type, count) >= needed);
check('it has them when one server has died', left(type, count - 1) >= needed); // prettier-ignore
check('no such fleet of the family is cheaper', cost <= least + 1e-9);
