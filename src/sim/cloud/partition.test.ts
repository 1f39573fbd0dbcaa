import { partition } from '@aws-sdk/core/client';
import { expect, test } from 'vitest';
import { partitionOf } from './partition.ts';

test.each([
  ...[
    'us-east-1',
    'us-west-2',
    'ca-west-1',
    'mx-central-1',
    'sa-east-1',
    'eu-central-2',
    'eu-south-1',
    'af-south-1',
  ],
  ...[
    'me-central-1',
    'il-central-1',
    'ap-east-2',
    'ap-southeast-7',
    'ap-northeast-3',
    'cn-north-1',
    'cn-northwest-1',
  ],
  ...['eusc-de-east-1', 'us-gov-east-1', 'us-gov-west-1', 'us-iso-east-1', 'us-iso-west-1', 'us-isob-east-1'],
  ...['us-isob-west-1', 'eu-isoe-west-1', 'us-isof-south-1', 'us-isof-east-1', 'eu-nowhere-9'],
])('%s is in the partition that the SDK knows', (name) => {
  const {
    name: id,
    dnsSuffix: domain,
    implicitGlobalRegion: globalRegion,
  } = partition(name) as unknown as Record<string, string>;
  expect(partitionOf(name)).toMatchObject({ id, domain, globalRegion });
});

test.each(['', 'mars', 'us-east', 'US-EAST-1', 'us-east-1a', 'aws-global'])('%j is no Region', (name) => {
  expect(partitionOf(name)).toBeUndefined();
});
