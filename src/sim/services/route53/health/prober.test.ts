import { expect, test } from 'vitest';
import { Cloud } from '../../../index.ts';
import type { HealthCheckConfig } from './config.ts';
import type { ProbeOutcome } from './probe.ts';
import { probe } from './prober.ts';

/** What a checker finds at a server that is well. */
async function found(config: HealthCheckConfig): Promise<ProbeOutcome> {
  const cloud = new Cloud();
  for (const port of [80, 443]) cloud.route53.endpoints.listen(`192.0.2.1:${port}`, () => ({ status: 200 }));
  const asked = cloud.process(() => probe(cloud.world, config, 'ap-northeast-1', () => undefined));
  await cloud.run(60);
  return asked;
}

test('TLS takes one round trip more than a connection, before a request can be sent', async () => {
  const ipAddress = '192.0.2.1';
  const { connected = 0, status } = await found({ type: 'HTTP', ipAddress });
  expect(status).toBe(200);
  expect(connected).toBeGreaterThan(0);
  expect((await found({ type: 'HTTPS', ipAddress })).connected).toBeCloseTo(2 * connected, 9);
  expect(await found({ type: 'TCP', ipAddress, port: 443 })).toEqual({ connected });
});
