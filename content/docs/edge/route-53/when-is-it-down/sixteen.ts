import { check, Cloud, plot } from 'desired-capacity';

const interval = 30; // knob 10 | 30
const threshold = 3; // knob 1..10

const cloud = new Cloud();
const { route53 } = cloud;
const server = route53.endpoints.listen('192.0.2.1:80', () => ({
  status: 200,
}));
const health = route53.healthCheck({
  ipAddress: '192.0.2.1',
  requestInterval: interval,
  failureThreshold: threshold,
});
await cloud.run(300);

const down = cloud.now;
const healthy = cloud.record(() => health.healthyCheckers, { every: 1 });
server.condition = { kind: 'refuse' };
await cloud.run(300);
const up = cloud.now;
server.condition = { kind: 'accept' };
await cloud.run(300);

// #region the picture and the checks
const [failed, back] = health.changes.map(({ at }) => at);
const toFail = Math.round(failed! - down);
const toRecover = Math.round(back! - up);
plot({
  title: 'Checkers that say healthy',
  description:
    'After the server has died, nothing happens for a minute. Then one checker after the other changes its mind, until none is left. When the server is back, they come round in the same way.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Checkers', unit: '' },
  series: [
    { name: 'healthy', style: 'step', points: healthy },
    {
      name: 'expected',
      points: [
        [down, 16],
        [down + interval * (threshold - 1), 16],
        [down + interval * threshold, 0],
        [up, 0],
        [up + interval * (threshold - 1), 0],
        [up + interval * threshold, 16],
      ],
    },
  ],
  marks: [
    { x: down, label: 'down' },
    { x: failed!, label: 'unhealthy' },
    { x: up, label: 'up' },
    { x: back!, label: 'healthy' },
  ],
});
console.log(`Seconds until it is seen to be down: ${toFail}`);
console.log(`Seconds until it is seen to be up: ${toRecover}`);
check('there are sixteen checkers in all', health.checkers.length === 16);
check(
  'a failure is seen after two intervals and a bit',
  toFail > 60 && toFail <= 90,
);
check('coming back is seen sooner', toRecover < toFail);
// #endregion
