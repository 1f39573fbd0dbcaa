import { expect, test } from 'vitest';
import { Cloud, hours, minutes } from '../../index.ts';

/* Who calls a function, and what becomes of what it answers: a test for each statement of the ledger. */

const functionName = 'f';
const allow = (cloud: Cloud, service: string) =>
  cloud.lambda.addPermission({
    functionName,
    statementId: service,
    action: 'lambda:InvokeFunction',
    principal: `${service}.amazonaws.com`,
  });

/** A cloud in which an upload to a bucket calls the function; tells how often it ran. */
async function uploading(fails: boolean) {
  const cloud = new Cloud();
  const keys: string[] = [];
  const { functionArn } = cloud.lambda.createFunction({
    functionName,
    code: () => (event: { Records: { s3: { object: { key: string } } }[] }) => {
      keys.push(event.Records[0]!.s3.object.key);
      if (fails) throw new Error('No picture');
    },
  });
  allow(cloud, 's3');
  const bucket = cloud.s3.bucket('pictures');
  await cloud.s3.putBucketNotificationConfiguration({
    bucket: 'pictures',
    notificationConfiguration: {
      lambdaFunctionConfigurations: [{ lambdaFunctionArn: functionArn!, events: ['s3:ObjectCreated:*'] }],
    },
  });
  bucket.put('cat.jpg', 'x');
  await cloud.run(hours(1));
  return keys;
}

test('API Gateway calls a function, and waits for its answer', async () => {
  const cloud = new Cloud();
  const code = () => (event: { path: string }) => ({ statusCode: 201, body: `saw ${event.path}` });
  cloud.lambda.createFunction({ functionName, code });
  const api = cloud.apigateway.build('shop', { 'GET /pets': { lambda: functionName } });
  const answer = await api.request({ path: '/pets' });
  expect(answer.status).toBe(201);
  expect(answer.text()).toBe('saw /pets');
});

test('an upload to a bucket calls a function', async () => {
  expect(await uploading(false)).toEqual(['cat.jpg']);
});

test('what a bucket sends is asynchronous: it is tried three times', async () => {
  expect(await uploading(true)).toEqual(['cat.jpg', 'cat.jpg', 'cat.jpg']);
});

test('Cognito asks a function before somebody signs up', async () => {
  const cloud = new Cloud();
  const idp = cloud.cognitoidentityprovider;
  const code = () => (event: object) => ({ ...event, response: { autoConfirmUser: true } });
  cloud.lambda.createFunction({ functionName, code });
  const pool = idp.build('shop', {});
  pool.trigger('preSignUp', functionName);
  const signed = await idp.signUp({ clientId: pool.clientId, username: 'ben', password: 'Tr0ub4dor&3!' });
  expect(signed.userConfirmed).toBe(true);
});

test('a FIFO queue is read through a mapping, each group in its order', async () => {
  const cloud = new Cloud();
  const bodies: string[] = [];
  const code = () => (event: { Records: { body: string }[] }) => {
    bodies.push(...event.Records.map(({ body }) => body));
  };
  cloud.lambda.createFunction({ functionName, code });
  const queue = cloud.sqs.createQueue('q.fifo', { fifoQueue: true, contentBasedDeduplication: true });
  for (const body of ['a1', 'b1', 'a2', 'b2', 'a3']) queue.sendMessage(body, { messageGroupId: body[0]! });
  await cloud.lambda.createEventSourceMapping({ functionName, eventSourceArn: queue.arn });
  await cloud.run(minutes(2));
  const of = (group: string) => bodies.filter((body) => body.startsWith(group));
  expect(of('a')).toEqual(['a1', 'a2', 'a3']);
  expect(of('b')).toEqual(['b1', 'b2']);
});

test('a success and a failure go to destinations of their own, which are the function’s', async () => {
  const cloud = new Cloud();
  const [good, bad] = ['good', 'bad'].map((name) => cloud.sqs.createQueue(name));
  const code = () => (event: { ok: boolean }) => {
    if (!event.ok) throw new Error('no');
  };
  cloud.lambda.createFunction({ functionName, code });
  cloud.lambda.putFunctionEventInvokeConfig({
    functionName,
    maximumRetryAttempts: 0,
    destinationConfig: { onSuccess: { destination: good!.arn }, onFailure: { destination: bad!.arn } },
  });
  for (const ok of [true, true, false]) cloud.lambda.submit(functionName, { ok });
  await cloud.run(minutes(5));
  expect([good!.approximateNumberOfMessages, bad!.approximateNumberOfMessages]).toEqual([2, 1]);
});

test('a queue, a topic, a bus and another function are destinations', async () => {
  const cloud = new Cloud();
  const seen = new Set<string>();
  const queue = cloud.sqs.createQueue('q');
  const { functionArn: other } = cloud.lambda.createFunction({
    functionName: 'other',
    code: () => () => void seen.add('function'),
  });
  const note = (name: string) =>
    cloud.lambda.createFunction({ functionName: name, code: () => () => void seen.add(name) }).functionArn!;
  const ofTopic = note('topic');
  const ofBus = note('bus');
  for (const [name, service] of [
    ['topic', 'sns'],
    ['bus', 'events'],
  ] as const)
    // prettier-ignore
    cloud.lambda.addPermission({
      functionName: name,
      statementId: service,
      action: 'lambda:InvokeFunction',
      principal: `${service}.amazonaws.com`,
    });
  const { topicArn } = cloud.sns.createTopic({ name: 't' });
  cloud.sns.subscribe({ topicArn: topicArn!, protocol: 'lambda', endpoint: ofTopic });
  cloud.eventbridge.putRule({ name: 'r', eventPattern: '{"source":["lambda"]}' });
  cloud.eventbridge.putTargets({ rule: 'r', targets: [{ id: '1', arn: ofBus }] });
  const targets = [queue.arn, topicArn!, other!, cloud.arn('events', 'event-bus/default')];
  for (const [i, destination] of targets.entries()) {
    cloud.lambda.createFunction({ functionName: `f${i}`, code: () => () => 'done' });
    cloud.lambda.putFunctionEventInvokeConfig({
      functionName: `f${i}`,
      destinationConfig: { onSuccess: { destination } },
    });
    cloud.lambda.submit(`f${i}`, {});
  }
  await cloud.run(minutes(5));
  expect(queue.approximateNumberOfMessages).toBe(1);
  expect([...seen].sort()).toEqual(['bus', 'function', 'topic']);
});

test('a month’s first million requests and 400,000 GB-seconds are free', async () => {
  const cloud = new Cloud();
  const code = { initDuration: 0, duration: 100, load: () => () => 'done' };
  cloud.lambda.createFunction({ functionName, timeout: 900, memorySize: 10_240, code });
  const call = (times: number) =>
    cloud.simulation.all(Array.from({ length: times }, () => cloud.lambda.run(functionName)));
  await call(400);
  expect(cloud.meter.cost({ freeTier: true })).toBe(0);
  await call(10);
  expect(cloud.meter.cost({ freeTier: true })).toBeGreaterThan(0.1);
  const requests = cloud.meter.bill({ freeTier: true }).find(({ item }) => item === 'requests');
  expect(requests!.usd).toBe(0);
});

test('a role that does not trust Lambda is of no use to a function', async () => {
  const cloud = new Cloud({ iam: true });
  const logs = cloud.cloudwatchlogs;
  const lines = async (service: string) => {
    const Statement = { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' };
    const roleName = service.split('.')[0]!;
    const assumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    const { role } = cloud.iam.createRole({ roleName, assumeRolePolicyDocument });
    const policyArn = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
    cloud.iam.attachRolePolicy({ roleName, policyArn });
    cloud.lambda.createFunction({ functionName: roleName, role: role!.arn!, code: () => () => 'done' });
    await cloud.lambda.run(roleName);
    const group = `/aws/lambda/${roleName}`;
    return logs.describeLogGroups({ logGroupNamePrefix: group }).logGroups!.length;
  };
  expect(await lines('ec2.amazonaws.com')).toBe(0);
  expect(await lines('lambda.amazonaws.com')).toBe(1);
});
