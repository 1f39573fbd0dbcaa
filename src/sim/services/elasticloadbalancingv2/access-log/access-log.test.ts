import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { Cloud, HttpClient, minutes } from '../../../index.ts';
import { accessLogFields, readAccessLog, readLine, writeLine } from './line.ts';

/** AWS's own examples, from the page of the fields (checked 2026-11-28): what a reader of such lines must take. */
const ARN = 'arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/my-targets/73e2d6bc24d8a067';
const EXAMPLES = {
  http: `http 2018-07-02T22:23:00.186641Z app/my-loadbalancer/50dc6c495c0c9188 192.168.131.39:2817 10.0.0.1:80 0.000 0.001 0.000 200 200 34 366 "GET http://www.example.com:80/ HTTP/1.1" "curl/7.46.0" - - ${ARN} "Root=1-58337262-36d228ad5d99923122bbe354" "-" "-" 0 2018-07-02T22:22:48.364000Z "forward" "-" "-" "10.0.0.1:80" "200" "-" "-" TID_1234abcd5678ef90 "-" "-" "-"`,
  https: `https 2018-07-02T22:23:00.186641Z app/my-loadbalancer/50dc6c495c0c9188 192.168.131.39:2817 10.0.0.1:80 0.086 0.048 0.037 200 200 0 57 "GET https://www.example.com:443/ HTTP/1.1" "curl/7.46.0" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 ${ARN} "Root=1-58337281-1d84f3d73c47ec4e58577259" "www.example.com" "arn:aws:acm:us-east-2:123456789012:certificate/12345678-1234-1234-1234-123456789012" 1 2018-07-02T22:22:48.364000Z "authenticate,forward" "-" "-" "10.0.0.1:80" "200" "-" "-" TID_1234abcd5678ef90 "m.example.com" "-" "TransformSuccess"`,
  lambda: `http 2018-11-30T22:23:00.186641Z app/my-loadbalancer/50dc6c495c0c9188 192.168.131.39:2817 - 0.000 0.001 0.000 502 - 34 366 "GET http://www.example.com:80/ HTTP/1.1" "curl/7.46.0" - - ${ARN} "Root=1-58337364-23a8c76965a2ef7629b185e3" "-" "-" 0 2018-11-30T22:22:48.364000Z "forward" "-" "LambdaInvalidResponse" "-" "-" "-" "-" TID_1234abcd5678ef90 "-" "-" "-"`,
};

test('AWS’s examples are read field by field, and written as they stand', () => {
  expect(accessLogFields).toHaveLength(34);
  for (const text of Object.values(EXAMPLES)) expect(writeLine(readLine(text))).toBe(`${text} -`);
  expect(readLine(EXAMPLES.http)).toMatchObject({
    type: 'http',
    'target:port': '10.0.0.1:80',
    elb_status_code: '200',
    request_line: 'GET http://www.example.com:80/ HTTP/1.1',
    matched_rule_priority: '0',
    conn_trace_id: 'TID_1234abcd5678ef90',
  });
  expect(readLine(EXAMPLES.https)).toMatchObject({
    ssl_protocol: 'TLSv1.2',
    actions_executed: 'authenticate,forward',
    transformed_host: 'm.example.com',
    request_transform_status: 'TransformSuccess',
  });
  expect(readLine(EXAMPLES.lambda)).toMatchObject({ 'target:port': '-', error_reason: 'LambdaInvalidResponse' });
}); // prettier-ignore

test('a quote and a backslash within a field survive', () => {
  const line = readLine(writeLine({ user_agent: 'a "quoted" \\ agent', request_line: 'GET / HTTP/1.1' }));
  expect(line.user_agent).toBe('a "quoted" \\ agent');
  expect(line.request_line).toBe('GET / HTTP/1.1');
});

const policyFor = (resource: string, principal = 'logdelivery.elasticloadbalancing.amazonaws.com') =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: principal },
        Action: 's3:PutObject',
        Resource: `arn:aws:s3:::${resource}`,
      },
    ],
  });

/** A balancer with a log, and a client. */
async function logged({
  prefix = '',
  attributes = {},
  count = 1,
  start = '2026-01-01T00:02:00Z',
  ...more
}: {
  prefix?: string;
  attributes?: Record<string, string | number>;
  count?: number;
  start?: string;
  zones?: number;
} = {}) {
  const cloud = new Cloud({ start });
  const bucket = cloud.s3.bucket('logs');
  const policy = policyFor(`logs/${prefix && `${prefix}/`}AWSLogs/${cloud.account}/*`);
  cloud.s3.putBucketPolicy({ bucket: 'logs', policy });
  const fleet = cloud.ec2.launch({
    count,
    application: {
      concurrency: 100,
      demand: ({ path }) => (path === '/hang' ? 500 : path === '/slow' ? 4 : 0.02),
      respond: ({ path }) => ({ status: path === '/bug' ? 500 : 200 }),
    },
  });
  const web = cloud.elasticloadbalancingv2.balancer('web', {
    targets: fleet,
    group: { 'deregistration_delay.timeout_seconds': 5 },
    ...more,
    attributes: {
      'access_logs.s3.enabled': 'true',
      'access_logs.s3.bucket': 'logs',
      ...(prefix && { 'access_logs.s3.prefix': prefix }),
      ...attributes,
    },
  });
  await web.until('healthy');
  const client = new HttpClient(cloud, { readTimeout: 200, maxIdlePerHost: 0 });
  const files = () => bucket.keys.filter((key) => key.endsWith('.log.gz'));
  const lines = async () => {
    await cloud.run(minutes(6));
    const all = files().flatMap((key) => readAccessLog(bucket.get(key).body));
    return all.sort((a, b) => (a.time < b.time ? -1 : 1));
  };
  return { cloud, bucket, fleet, web, client, files, lines };
}

test('a log begins with a test file, and writes a file a node every five minutes by the clock', async () => {
  const { cloud, bucket, web, client, files } = await logged({ prefix: 'shop' });
  const at = () => new Date(cloud.simulation.epochMillis).toISOString();
  const root = `shop/AWSLogs/${cloud.account}`;
  expect(bucket.keys).toEqual([`${root}/ELBAccessLogTestFile`]);
  await client.request({ host: web.dnsName });
  await cloud.run(minutes(5));
  expect(at() > '2026-01-01T00:05').toBe(true);
  const [file, ...others] = files();
  expect(others).toEqual([]);
  const id = web.dimension.replaceAll('/', '.');
  const [node] = web.nodes.map(({ network }) => network.publicAddress!.replaceAll('.', '\\.'));
  expect(node).toBeDefined();
  expect(file).toMatch(
    new RegExp(
      `^${root}/elasticloadbalancing/us-east-1/2026/01/01/${cloud.account}_elasticloadbalancing_us-east-1_${id}_20260101T00(05|10)Z_[\\d.]+_[0-9a-f]{8}\\.log\\.gz$`,
    ),
  );
  expect(gunzipSync(bucket.get(file!).body).toString().split('\n')).toHaveLength(2);
  // Who asks nothing writes nothing.
  await cloud.run(minutes(10));
  expect(files()).toHaveLength(1);
});

test('a line of a request that went well', async () => {
  const { web, client, lines, fleet, cloud } = await logged();
  const headers = new Map([['user-agent', 'curl/8.7.1']]);
  await client.request({ host: web.dnsName, path: '/a?b=1', headers, body: 'abc', method: 'POST' });
  const [line] = await lines();
  const { Reservations } = await cloud.send('ec2', 'DescribeInstances', { InstanceIds: [fleet[0]!.id] });
  const privateIpAddress = Reservations![0]!.Instances![0]!.PrivateIpAddress!;
  expect(line).toMatchObject({
    type: 'http',
    elb: web.dimension,
    'target:port': `${privateIpAddress}:80`,
    'target:port_list': `${privateIpAddress}:80`,
    response_processing_time: '0.000',
    elb_status_code: '200',
    target_status_code: '200',
    target_status_code_list: '200',
    received_bytes: String(cloud.elasticloadbalancingv2.model.bytes.request + 3),
    request_line: `POST http://${web.dnsName}:80/a?b=1 HTTP/1.1`,
    user_agent: 'curl/8.7.1',
    ssl_cipher: '-',
    ssl_protocol: '-',
    target_group_arn: web.targetGroup.arn,
    domain_name: '-',
    chosen_cert_arn: '-',
    matched_rule_priority: '0',
    actions_executed: 'forward',
    redirect_url: '-',
    error_reason: '-',
    classification: '-',
  });
  expect(Number(line!.target_processing_time)).toBeCloseTo(0.02, 2);
  expect(line!.trace_id).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
  expect(line!.time > line!.request_creation_time).toBe(true);
  expect(line!.time).toMatch(/^2026-01-01T00:\d\d:\d\d\.\d{6}Z$/);
});

/** Status, that of the target, the three times, and whether a target stands there. */
const digest = (line: Awaited<ReturnType<Awaited<ReturnType<typeof logged>>['lines']>>[number]) => [
  line.elb_status_code,
  line.target_status_code,
  ...[line.request_processing_time, line.target_processing_time, line.response_processing_time].map((time) =>
    time === '-1' ? '-1' : 'time',
  ),
  line['target:port'] === '-' ? '-' : 'target',
];

test('-1 stands for a phase that did not happen', async () => {
  const { cloud, web, client, lines, fleet } = await logged({
    attributes: { 'idle_timeout.timeout_seconds': 5 },
  });
  const elb = cloud.elasticloadbalancingv2;
  const { arn: targetGroupArn } = web.targetGroup;
  const ask = (path = '/', more: object = {}) => client.request({ host: web.dnsName, path, ...more });
  await ask('/bug');
  await ask('/', { headers: new Map([['x-forwarded-for', Array(31).fill('1.1.1.1').join()]]) });
  await ask('/hang');
  const hasty = new HttpClient(cloud, { readTimeout: 1, maxIdlePerHost: 0 });
  await hasty.request({ host: web.dnsName, path: '/hang' });
  cloud.simulation.schedule(1, () => fleet[0]!.host!.crash());
  await ask('/slow');
  await ask('/');
  elb.deregisterTargets({ targetGroupArn, targets: [{ id: fleet[0]!.id }] });
  await cloud.run(10);
  await ask('/');
  expect((await lines()).map(digest)).toEqual([
    ['500', '500', 'time', 'time', 'time', 'target'],
    ['463', '-', '-1', '-1', '-1', '-'],
    ['504', '-', 'time', '-1', '-1', 'target'],
    ['460', '-', 'time', '-1', '-1', 'target'],
    ['502', '-', 'time', 'time', '-1', 'target'],
    ['502', '-', '-1', '-1', '-1', 'target'],
    ['503', '-', '-1', '-1', '-1', '-'],
  ]);
});

test('the rule that matched, and what it did', async () => {
  const { cloud, web, client, lines } = await logged();
  const [listener] = web.listeners.values();
  const rule = (priority: number, path: string, action: object, transforms: object = {}) =>
    cloud.elasticloadbalancingv2.createRule({
      listenerArn: listener!.arn,
      priority,
      conditions: [{ field: 'path-pattern', pathPatternConfig: { values: [path] } }],
      actions: [action as never],
      ...transforms,
    });
  rule(7, '/old', { type: 'redirect', redirectConfig: { statusCode: 'HTTP_301', path: '/new' } });
  rule(9, '/sorry', { type: 'fixed-response', fixedResponseConfig: { statusCode: '503' } });
  rule(
    11,
    '/v1',
    { type: 'forward', targetGroupArn: web.targetGroup.arn },
    {
      transforms: [
        { type: 'url-rewrite', urlRewriteConfig: { rewrites: [{ regex: '^/v1', replace: '/v2' }] } },
      ],
    },
  );
  for (const path of ['/old', '/sorry', '/v1']) await client.request({ host: web.dnsName, path });
  const [old, sorry, v1] = await lines();
  expect(old).toMatchObject({
    matched_rule_priority: '7',
    actions_executed: 'redirect',
    elb_status_code: '301',
    redirect_url: `http://${web.dnsName}:80/new`,
    'target:port': '-',
    target_group_arn: '-',
    request_processing_time: '-1',
  });
  expect(sorry).toMatchObject({
    matched_rule_priority: '9',
    actions_executed: 'fixed-response',
    elb_status_code: '503',
    target_status_code: '-',
  });
  expect(v1).toMatchObject({
    matched_rule_priority: '11',
    actions_executed: 'rewrite,forward',
    transformed_uri: '/v2',
    transformed_host: '-',
    request_transform_status: 'TransformSuccess',
  });
});

test('a function leaves no address, and a reason where it fails', async () => {
  const { cloud, lines, client } = await logged();
  const answers: Record<string, unknown> = {
    '/': { statusCode: 200 },
    '/odd': 'hello',
  };
  const { functionArn } = cloud.lambda.createFunction({
    functionName: 'f',
    role: 'arn:aws:iam::123456789012:role/f',
    code:
      () =>
      ({ path }: { path: string }) => {
        if (path === '/throws') throw new Error('no');
        return answers[path];
      },
  } as never) as unknown as { functionArn: string };
  await cloud.run(30);
  const web = cloud.elasticloadbalancingv2.balancer('fn', {
    targets: [functionArn],
    attributes: { 'access_logs.s3.enabled': 'true', 'access_logs.s3.bucket': 'logs' },
  });
  await web.until('active');
  await cloud.run(60);
  for (const path of ['/', '/odd', '/throws']) await client.request({ host: web.dnsName, path });
  const all = await lines();
  expect(
    all.map((line) => [
      line.elb_status_code,
      line.target_status_code,
      line.error_reason,
      line['target:port'],
    ]),
  ).toEqual([
    ['200', '200', '-', '-'],
    ['502', '-', 'LambdaInvalidResponse', '-'],
    ['502', '-', 'LambdaUnhandled', '-'],
  ]);
  expect(all[0]!.target_status_code_list).toBe('-');
});

test('a bucket without the policy is refused, and nothing is changed', async () => {
  const cloud = new Cloud();
  cloud.s3.bucket('logs');
  const web = cloud.elasticloadbalancingv2.balancer('web', { targets: cloud.ec2.launch() });
  const loadBalancerArn = web.arn;
  const enable = (bucket: string, prefix = '') =>
    cloud.elasticloadbalancingv2.modifyLoadBalancerAttributes({
      loadBalancerArn,
      attributes: [
        { key: 'access_logs.s3.enabled', value: 'true' },
        { key: 'access_logs.s3.bucket', value: bucket },
        { key: 'access_logs.s3.prefix', value: prefix },
      ],
    });
  const denied = 'Access Denied for bucket: logs. Please check S3bucket permission';
  expect(() => enable('logs')).toThrow(denied);
  expect(web.value('access_logs.s3.enabled')).toBe('false');
  expect(() => enable('nobody-s')).toThrow('Access Denied for bucket: nobody-s');
  const put = (policy: string) => cloud.s3.putBucketPolicy({ bucket: 'logs', policy });
  // Another service, the prefix left out, another account: the three mistakes that are made.
  put(policyFor(`logs/AWSLogs/${cloud.account}/*`, 'delivery.logs.amazonaws.com'));
  expect(() => enable('logs')).toThrow(denied);
  put(policyFor(`logs/AWSLogs/${cloud.account}/*`));
  expect(() => enable('logs', 'shop')).toThrow(denied);
  put(policyFor('logs/AWSLogs/999999999999/*'));
  expect(() => enable('logs')).toThrow(denied);
  put(policyFor(`logs/AWSLogs/${cloud.account}/*`));
  expect(() => enable('logs', 'AWSLogs')).toThrow("must not include the string 'AWSLogs'");
  enable('logs');
  expect(web.value('access_logs.s3.enabled')).toBe('true');
});

test('a log that is turned off delivers what it has, and what the bucket refuses later is lost', async () => {
  const { cloud, web, client, files } = await logged();
  await client.request({ host: web.dnsName });
  web.modifyAttributes([{ key: 'access_logs.s3.enabled', value: 'false' }]);
  await cloud.run(1);
  expect(files()).toHaveLength(1);
  await client.request({ host: web.dnsName });
  await cloud.run(minutes(6));
  expect(files()).toHaveLength(1);
  web.modifyAttributes([{ key: 'access_logs.s3.enabled', value: 'true' }]);
  await client.request({ host: web.dnsName });
  cloud.s3.deleteBucketPolicy({ bucket: 'logs' });
  await cloud.run(minutes(6));
  expect(files()).toHaveLength(1);
});

test('best effort: the model can leave lines out', async () => {
  const { cloud, web, client, lines } = await logged();
  cloud.elasticloadbalancingv2.model.accessLogGaps = 0.5;
  for (let i = 0; i < 60; i++) await client.request({ host: web.dnsName });
  const { length } = await lines();
  expect(length).toBeGreaterThan(15);
  expect(length).toBeLessThan(45);
});
