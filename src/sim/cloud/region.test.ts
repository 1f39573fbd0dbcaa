import { expect, test } from 'vitest';
import { Simulation } from '../kernel/index.ts';
import { Faults, Meter, MetricSink, Region, within } from './index.ts';

const simulation = new Simulation();
const world = {
  simulation,
  metrics: new MetricSink(simulation),
  meter: new Meter(simulation),
  faults: new Faults(simulation),
  requestLatency: { mean: 0, sd: 0 },
};

/** A Region without services. */
class Place extends Region {
  override region(): never {
    return this.service('other Regions');
  }

  override service(name: string): never {
    throw new Error(`There is no ${name} here.`);
  }

  override call(service: string): never {
    return this.service(service);
  }

  override deliver(arn: string): never {
    return this.service(arn);
  }

  override policyOf(): undefined {
    return undefined;
  }
}

test.each([
  ['eu-west-1', 'aws', 'amazonaws.com'],
  ['ap-southeast-4', 'aws', 'amazonaws.com'],
  ['us-gov-west-1', 'aws-us-gov', 'amazonaws.com'],
  ['cn-north-1', 'aws-cn', 'amazonaws.com.cn'],
  ['eusc-de-east-1', 'aws-eusc', 'amazonaws.eu'],
  ['us-iso-east-1', 'aws-iso', 'c2s.ic.gov'],
])('%s is in the partition %s', (name, partition, domain) => {
  const region = new Place(world, name, '123456789012');
  expect(region).toMatchObject({ name, partition, domain });
  expect(region.arn('sqs', 'jobs')).toBe(`arn:${partition}:sqs:${name}:123456789012:jobs`);
});

test.each(['', 'mars', 'us-east', 'US-EAST-1', 'us-east-1a', 'aws-us-east-1'])('%j is no Region', (name) => {
  expect(() => new Place(world, name, '123456789012')).toThrow(
    new RangeError(`'${name}' is no Region code, such as 'us-east-1'.`),
  );
});

test('a limit takes whole numbers from its least to its most', () => {
  const limit = { name: 'x', min: 1, max: 3, unit: 'seconds', adjustable: false, source: '' } as const;
  expect([0, 1, 2, 3, 4, 1.5, NaN].map((value) => within(limit, value))).toEqual([
    false,
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
  expect(within({ ...limit, max: undefined }, 1e9)).toBe(true);
  expect(within({ ...limit, min: undefined }, -1e9)).toBe(true);
});
