import { check, table } from 'desired-capacity';
import { priceHour, type Usage } from 'desired-capacity/ec2';

const reserved = 1; // knob Reserved Instances of m6a.xlarge: 0..4

// USD an hour, of an m6a.xlarge; an m6a.2xlarge costs twice as much.
// https://github.com/aws/karpenter-provider-aws (2026-11-28)
const price = ({ type }: Usage) => (type === 'm6a.2xlarge' ? 2 : 1) * 0.1728;
const run = (type: string, count: number, seconds: number): Usage => ({ type, zone: 'a', platform: 'linux', tenancy: 'default', seconds: count * seconds }); // prettier-ignore
const hours: Record<string, Usage[]> = {
  'one, the whole hour': [run('m6a.xlarge', 1, 3600)],
  'four, a quarter of the hour each': [run('m6a.xlarge', 4, 900)],
  'four, the whole hour': [run('m6a.xlarge', 4, 3600)],
  'one of twice the size': [run('m6a.2xlarge', 1, 3600)],
  'one of another family': [run('c6a.xlarge', 1, 3600)],
  'none at all': [],
};
// #region priced with the reservations
const purchases = {
  reserved: [{ type: 'm6a.xlarge', count: reserved, scope: 'region', platform: 'linux', tenancy: 'default', offeringClass: 'standard', price: 0.11431 } as const], // prettier-ignore
};
const rows = Object.entries(hours).map(([what, usages]) => {
  const { lines, onDemand } = priceHour(usages, purchases, price);
  const sum = (covered: boolean) =>
    lines.reduce((all, { payer, seconds }) => all + (covered === (payer !== 'on-demand') ? seconds : 0), 0); // prettier-ignore
  return { 'in this hour': what, 'covered, s': sum(true), 'On-Demand, s': sum(false), 'On-Demand, USD': Math.round(1e4 * onDemand) / 1e4 }; // prettier-ignore
});
// #endregion
table('One Reserved Instance, and what it covers', rows);
const [, quarter, four, twice, other, none] = rows;
check('four quarters of an hour are one hour', quarter!['On-Demand, s'] === 0); // prettier-ignore
check('one of four is covered, three are not', four!['On-Demand, s'] === 3 * 3600); // prettier-ignore
check('of a larger size in the family half is covered', twice!['covered, s'] === 1800); // prettier-ignore
check('another family is not covered', other!['covered, s'] === 0);
check('an unused hour is lost', none!['covered, s'] === 0);
