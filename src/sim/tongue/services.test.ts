import { expect, test } from 'vitest';
import { Cloud, NotLoaded, onNotLoaded, provide, type Region } from '../core.ts';

/* The library without services, as a host that loads them in chunks has it. */

/** A service that a chunk brings. */
class Pretend {
  static readonly api = {
    title: 'Pretend',
    serviceId: 'Pretend',
    operations: {},
    notModelled: [],
    missing: () => new Error(),
  };
  readonly region: Region;
  constructor(region: Region) {
    this.region = region;
  }
}

type Any = Record<'pretend' | 'other', { region: Region }>;

const facts = { title: 'Amazon Other', arn: 'elsewhere', limits: false };
provide({ pretend: { ...facts, arn: 'pretend' }, other: facts });

test('a service whose chunk is not loaded is told to the host, whatever the code does with the error', () => {
  const told: string[] = [];
  onNotLoaded((service) => told.push(service));
  const cloud = new Cloud() as Cloud & Any;
  expect(() => cloud.pretend).toThrow(NotLoaded);
  expect(() => cloud.send('other' as never, 'Act' as never, {} as never)).toThrow(NotLoaded);
  expect(told).toEqual(['pretend', 'other']);
});

test('a service is there in every cloud from the time its chunk is loaded, and never leaves again', () => {
  const before = new Cloud() as Cloud & Any;
  provide({ pretend: Pretend });
  provide({ pretend: facts });
  const after = new Cloud() as Cloud & Any;
  for (const cloud of [before, after]) expect(cloud.pretend.region).toBe(cloud);
  expect(() => after.other).toThrow("'other' is not in this copy of the library, which has pretend.");
});

test('a delivery by ARN touches the service that has the name in ARNs', () => {
  const told: string[] = [];
  onNotLoaded((service) => told.push(service));
  const cloud = new Cloud();
  const arn = 'arn:aws:elsewhere:us-east-1:123456789012:thing';
  expect(() => cloud.deliver(arn, {} as never)).toThrow(NotLoaded);
  expect(told).toEqual(['other']);
});

test('what is no service at all is no matter for the host', () => {
  expect(() => new Cloud().send('nothing' as never, 'Act' as never, {} as never)).toThrow(TypeError);
});
