import { check, Cloud, HttpClient, minutes, table } from 'desired-capacity';
import { readAccessLog } from 'desired-capacity/elasticloadbalancingv2';

const patience = 60; // knob seconds of the idle timeout: 10..120 step 10

// #region a bucket that takes logs, a server with slow paths, and its balancer
const cloud = new Cloud({ start: '2026-01-01T09:00:00Z' });
const elb = cloud.elasticloadbalancingv2;
const bucket = cloud.s3.bucket('shop-logs');
const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: {
        Service: 'logdelivery.elasticloadbalancing.amazonaws.com',
      },
      Action: 's3:PutObject',
      Resource: `${bucket.arn}/AWSLogs/${cloud.account}/*`,
    },
  ],
});
cloud.s3.putBucketPolicy({ bucket: bucket.name, policy });
const [server] = cloud.ec2.launch({
  application: {
    concurrency: 1000,
    demand: ({ path = '/' }) =>
      ({ '/report': 500, '/search': 8, '/export': 8 })[path] ?? 0.01,
    respond: ({ path }) => ({ status: path === '/pay' ? 502 : 200 }),
  },
});
const web = elb.balancer('shop', {
  targets: [server!],
  attributes: {
    'idle_timeout.timeout_seconds': patience,
    'access_logs.s3.enabled': true,
    'access_logs.s3.bucket': bucket.name,
  },
  group: { 'deregistration_delay.timeout_seconds': 5 },
});
await web.until('healthy');
// #endregion
// #region a bad morning
const patient = new HttpClient(cloud, {
  readTimeout: 600,
  maxIdlePerHost: 0,
});
const hasty = new HttpClient(cloud, { readTimeout: 2, maxIdlePerHost: 0 });
const ask = (path: string, client = patient, headers = {}) =>
  client.request({ host: web.dnsName, path, ...headers });
const xff = Array(31).fill('203.0.113.9').join();
await ask('/');
await ask('/pay');
await ask('/report');
await ask('/search', hasty);
await ask('/cart', patient, {
  headers: new Map([['x-forwarded-for', xff]]),
});
cloud.simulation.schedule(3, () => server!.host!.crash());
await ask('/export');
await ask('/');
const { arn: targetGroupArn } = web.targetGroup;
elb.deregisterTargets({ targetGroupArn, targets: [{ id: server!.id }] });
await cloud.run(10);
await ask('/');
// #endregion
await cloud.run(minutes(6));

// What the bucket holds by now: a file a node, every five minutes.
const lines = bucket.keys
  .filter((key) => key.endsWith('.log.gz'))
  .flatMap((key) => readAccessLog(bucket.get(key).body))
  .sort((a, b) => (a.time < b.time ? -1 : 1));

// The cause, from the line alone.
function cause(line: (typeof lines)[number]) {
  const sent = line.request_processing_time !== '-1';
  const worked = line.target_processing_time !== '-1';
  const own = line.target_status_code !== '-';
  if (own) return `the application said ${line.target_status_code}`;
  if (line.elb_status_code === '463') return 'too many addresses';
  if (line.elb_status_code === '460') return 'the client left';
  if (line['target:port'] === '-') return 'there was no target';
  if (!sent) return 'the target took no connection';
  return worked ? 'the target hung up' : 'the target stayed silent';
}
// #region the table and the checks
table(
  'What the log says',
  lines.map((line) => ({
    path: new URL(line.request_line.split(' ')[1]!).pathname,
    elb: line.elb_status_code,
    target: line.target_status_code,
    'times (s)': [
      line.request_processing_time,
      line.target_processing_time,
      line.response_processing_time,
    ].join(' '),
    cause: cause(line),
  })),
);
console.log(bucket.keys.find((key) => key.endsWith('.log.gz')));
const causes = lines.map((line) => `${line.elb_status_code} ${cause(line)}`);
check('a line a request', lines.length === 8);
check(
  'the same 502 has three causes, and the line tells them apart',
  new Set(causes.filter((text) => text.startsWith('502'))).size === 3,
);
check(
  'no target, no time: -1 in all three',
  lines.at(-1)!.elb_status_code === '503' &&
    lines.at(-1)!.target_processing_time === '-1',
);
check(
  'a 460 stands in the log, with no answer of the target',
  lines.some(
    (line) =>
      line.elb_status_code === '460' && line.target_status_code === '-',
  ),
);
check(
  'a 504 was sent to the target, and nothing came back',
  causes.some((text) => /^504 .*(silent)$/.test(text)) || patience < 10,
);
// #endregion
