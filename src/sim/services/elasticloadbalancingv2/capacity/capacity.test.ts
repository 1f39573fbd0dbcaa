import assert from 'node:assert/strict';
import { test } from 'vitest';
import { applicationUnits, chargedHours, gatewayUnits, networkUnits } from './capacity-units.ts';

const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-9, `${a}, not ${b}`);
const idle = { newConnections: 0, activeConnections: 0, bytes: 0, requests: 0, rules: 0 };

test('a Network Load Balancer of AWS’s own example: 0.125, 0.18 and 0.36', () => {
  // 100 new flows a second of three minutes, with 1,000 bytes each.
  const hour = { newFlows: 100 * 3600, activeFlows: 18_000, bytes: 100 * 1000 * 3600 };
  const { units, byProtocol } = networkUnits({ TCP: hour });
  const { dimensions, by } = byProtocol.get('TCP')!;
  dimensions.forEach((dimension, i) => near(dimension.units, [0.125, 0.18, 0.36][i]!));
  near(units, 0.36);
  assert.equal(by, 'GB an hour');
  near(units * 0.006, 0.00216);
});

test('protocols are summed, each by its own largest dimension', () => {
  const { units } = networkUnits({
    TCP: { newFlows: 800 * 3600, activeFlows: 0, bytes: 0 },
    UDP: { newFlows: 0, activeFlows: 100_000, bytes: 0 },
    TLS: { newFlows: 25 * 3600, activeFlows: 0, bytes: 3e9 },
  });
  near(units, 1 + 2 + 3);
  near(networkUnits({}).units, 0);
});

test('an Application Load Balancer is charged for its largest dimension', () => {
  const cases: [Partial<Parameters<typeof applicationUnits>[0]>, number, string][] = [
    [{ newConnections: 25 * 3600 }, 1, 'new connections a second'],
    [{ newConnections: 3600, key: 'RSA 4096' }, 1, 'new connections a second'],
    [{ newConnections: 3600, key: 'RSA 8192' }, 4, 'new connections a second'],
    [{ activeConnections: 6000 }, 2, 'active connections'],
    [{ bytes: 2e9 }, 2, 'GB an hour'],
    [{ bytes: 4e8, lambdaBytes: 4e8 }, 1, 'GB an hour'],
    [{ bytes: 1.4e9, lambdaBytes: 4e8 }, 2, 'GB an hour'],
    [{ requests: 3600 * 100, rules: 60 }, 5, 'rule evaluations a second'],
    [{ requests: 3600 * 100, rules: 10, bytes: 1e9 }, 1, 'GB an hour'],
  ];
  for (const [hour, units, by] of cases) {
    const charged = applicationUnits({ ...idle, ...hour });
    near(charged.units, units);
    assert.equal(charged.by, by);
  }
});

test('a Gateway Load Balancer', () => {
  near(gatewayUnits({ newFlows: 600 * 3600, activeFlows: 120_000, bytes: 1e9 }).units, 2);
});

test('a part of an hour is an hour', () => {
  assert.deepEqual([0, 1, 3600, 3601].map(chargedHours), [0, 1, 1, 2]);
});
