import { Cloud } from '../sim/index.ts';
import { ec2Prices, VOLUME_TYPES } from '../sim/services/ec2/index.ts';
import type { Comparison, ComparisonRow } from './comparison.ts';

type Kind = 'gp3' | 'gp2' | 'io2' | 'st1' | 'sc1';
type Fact = (kind: Kind) => string | number | undefined;

const row = (kind: Kind): ComparisonRow<Fact> => ({
  label: kind,
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVolume.html',
  cell: (fact) => fact(kind),
});

/** The I/O operations a second that a new volume of 200 GiB has, where its type has a number. */
function usual(volumeType: Kind): number | undefined {
  const { ec2 } = new Cloud();
  if (VOLUME_TYPES[volumeType].asksIops) return undefined;
  return ec2.createVolume({ availabilityZone: 'us-east-1a', volumeType, size: 200 }).iops;
}

/** The types of EBS volumes. */
export const volumeTypes: Comparison<Fact> = {
  caption: 'Types of EBS volumes',
  rowsAre: 'Type',
  columns: [
    { name: 'From, GiB', subject: (kind) => VOLUME_TYPES[kind].size[0] },
    { name: 'To, GiB', subject: (kind) => VOLUME_TYPES[kind].size[1] },
    { name: 'IOPS of 200 GiB', subject: usual },
    { name: 'IOPS to be had', subject: (kind) => VOLUME_TYPES[kind].iops?.[1] },
    {
      name: 'USD a GB-month',
      subject: (kind) => (kind === 'gp3' || kind === 'gp2' ? ec2Prices[kind].tiers[0]!.usd : undefined),
    },
  ],
  rows: (['gp3', 'gp2', 'io2', 'st1', 'sc1'] as const).map(row),
};
