import { INSTANCE_TYPES, readInstanceTypeName, type InstanceType } from '../sim/services/ec2/index.ts';
import type { Comparison, ComparisonRow } from './comparison.ts';

const SOURCE = 'https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html';

type Fact = (type: InstanceType) => string | number | undefined;

const row = (name: string): ComparisonRow<Fact> => {
  const type = INSTANCE_TYPES.get(name)!;
  return { label: name, source: SOURCE, cell: (fact) => fact(type) };
};

/** One type of each family that the course uses, as the simulator's data have it. */
export const instanceFamilies: Comparison<Fact> = {
  caption: 'One type of each family',
  rowsAre: 'Type',
  columns: [
    { name: 'For', subject: ({ name }) => readInstanceTypeName(name)?.purpose },
    { name: 'vCPUs', subject: ({ vcpus }) => vcpus },
    { name: 'GiB', subject: ({ memory }) => memory / 1024 },
    { name: 'GiB a vCPU', subject: ({ memory, vcpus }) => Math.round((10 * memory) / 1024 / vcpus) / 10 },
    { name: 'USD an hour', subject: ({ price }) => price },
  ],
  rows: [
    't3.large',
    'm7g.large',
    'c7g.large',
    'r7g.large',
    'x2gd.large',
    'i4i.large',
    'd3.xlarge',
    'g5.xlarge',
    'inf2.xlarge',
    'hpc7g.16xlarge',
  ].map(row),
};

/** The sizes of T3, and the credits that they earn. */
export const burstableSizes: Comparison<Fact> = {
  caption: 'What T3 instances earn',
  rowsAre: 'Type',
  columns: [
    { name: 'vCPUs', subject: ({ vcpus }) => vcpus },
    { name: 'GiB', subject: ({ memory }) => memory / 1024 },
    { name: 'Credits an hour', subject: ({ creditsPerHour }) => creditsPerHour },
    { name: 'At most', subject: ({ creditsPerHour }) => creditsPerHour! * 24 },
    { name: 'Baseline, %', subject: ({ creditsPerHour, vcpus }) => (creditsPerHour! / 60 / vcpus) * 100 },
  ],
  rows: ['nano', 'micro', 'small', 'medium', 'large', 'xlarge', '2xlarge'].map((size) => ({
    ...row(`t3.${size}`),
    source:
      'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html#burstable-performance-instances-credit-table',
  })),
};
