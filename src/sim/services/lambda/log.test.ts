import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';

test('an invocation writes START, what the code says, END and REPORT to a stream of its environment', async () => {
  const cloud = new Cloud();
  const logs = cloud.cloudwatchlogs;
  cloud.lambda.createFunction({
    functionName: 'f',
    code: () =>
      function* (_event: unknown, context: { log(text: string): void }) {
        context.log('working');
        yield 0.5;
      },
  });
  await Promise.all([cloud.lambda.run('f'), cloud.lambda.run('f')]);
  const { logStreams } = logs.describeLogStreams({ logGroupName: '/aws/lambda/f' });
  expect(logStreams).toHaveLength(2);
  const lines = logs.messages('/aws/lambda/f', { logStreamName: logStreams![0]!.logStreamName! });
  expect(lines.map((line) => line.split(' ')[0]!.split('\t').at(-1))).toEqual([
    'START',
    'working',
    'END',
    'REPORT',
  ]);
  expect(lines[1]).toMatch(/^2026-01-01T00:00:00\.\d{3}Z\t[0-9a-f-]{36}\tINFO\tworking$/);
  expect(lines[3]).toMatch(/\tDuration: 5\d\d\.\d\d ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\t.*\tInit Duration: /); // prettier-ignore
});

test('an error and a timeout are told in the log', async () => {
  const cloud = new Cloud();
  const logs = cloud.cloudwatchlogs;
  cloud.lambda.createFunction({
    functionName: 'bad',
    code: () => () => {
      throw new RangeError('too far');
    },
  });
  cloud.lambda.createFunction({
    functionName: 'slow',
    timeout: 2,
    code: () =>
      function* () {
        yield 10;
      },
  });
  await cloud.lambda.run('bad');
  await cloud.lambda.run('slow');
  expect(logs.messages('/aws/lambda/bad', { filterPattern: 'ERROR' })[0]).toMatch(/\tERROR\tInvoke Error \t\{"errorType":"RangeError","errorMessage":"too far"/); // prettier-ignore
  expect(logs.messages('/aws/lambda/slow').at(-1)).toMatch(/ Task timed out after 2\.00 seconds$/);
});

test('without permission in its role a function runs and writes no line', async () => {
  const cloud = new Cloud({ iam: true });
  const logs = cloud.cloudwatchlogs;
  const trust = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  });
  const { role } = cloud.iam.createRole({ roleName: 'runner', assumeRolePolicyDocument: trust });
  cloud.lambda.createFunction({ functionName: 'f', role: role!.arn!, code: () => () => 'done' });
  expect((await cloud.lambda.run('f')).value).toBe('done');
  expect(logs.describeLogGroups().logGroups).toEqual([]);
  cloud.iam.attachRolePolicy({
    roleName: 'runner',
    policyArn: 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
  });
  await cloud.lambda.run('f');
  expect(logs.messages('/aws/lambda/f')).toHaveLength(3);
});
