import { expect, test } from 'vitest';
import { next } from '../../cloud/calendar/index.ts';
import { minutes, type Cloud } from '../../index.ts';
import { schedulesOf } from './daemon.ts';
import type { Bundle, OptionSettings } from './index.ts';
import { steady } from './testing.ts';

interface Posted {
  path: string;
  body: unknown;
  headers: Record<string, string>;
  at: number;
}

/** A worker environment of so many instances, whose application keeps what is posted to it. */
async function worker(cloud: Cloud, size: number, options: OptionSettings = {}, bundle: Bundle = {}, status = () => 200) {
  const posted: Posted[] = [];
  const respond: Bundle['respond'] = ({ path = '', body, headers = new Map() }) => {
    posted.push({ path, body, headers: Object.fromEntries(headers), at: cloud.now });
    return { status: status() };
  };
  const app = cloud.elasticbeanstalk.application('shop').version('v1', { ...bundle, respond });
  const env = app.environment('shop-worker', { tier: 'Worker', options: { 'aws:autoscaling:asg': { MinSize: size, MaxSize: size }, ...options } }); // prettier-ignore
  await env.until('Ready');
  const send = (MessageBody: string) => cloud.send('sqs', 'SendMessage', { QueueUrl: env.queueUrl!, MessageBody });
  const left = async (QueueUrl: string) => {
    const { Attributes } = await cloud.send('sqs', 'GetQueueAttributes', { QueueUrl, AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] }); // prettier-ignore
    return Number(Attributes!['ApproximateNumberOfMessages']) + Number(Attributes!['ApproximateNumberOfMessagesNotVisible']);
  };
  return { env, posted, send, left };
} // prettier-ignore

test('the daemon posts each message to the application beside it, and a 200 deletes it', async () => {
  const cloud = steady();
  const { env, posted, send, left } = await worker(cloud, 2);
  for (const text of ['a', 'b', 'c']) await send(text);
  await cloud.run(30);
  expect(posted.map(({ body }) => body).sort()).toEqual(['a', 'b', 'c']);
  expect(posted[0]).toMatchObject({ path: '/', headers: { 'content-type': 'application/json', 'x-aws-sqsd-receive-count': '1' } }); // prettier-ignore
  expect(posted[0]!.headers['user-agent']).toMatch(/^aws-sqsd/);
  expect(await left(env.queueUrl!)).toBe(0);
  expect(env.cname).toBeUndefined();
  expect(env.stack.balancer).toBeUndefined();
});

test('another status brings the message back after ErrorVisibilityTimeout, and after MaxRetries it is a dead letter', async () => {
  const cloud = steady();
  const { env, posted, send, left } = await worker(cloud, 1, { 'aws:elasticbeanstalk:sqsd': { MaxRetries: 3, ErrorVisibilityTimeout: 10 } }, {}, () => 500); // prettier-ignore
  await send('poison');
  await cloud.run(minutes(3));
  expect(posted).toHaveLength(3);
  expect(posted[1]!.at - posted[0]!.at).toBeGreaterThanOrEqual(10);
  expect(await left(env.queueUrl!)).toBe(0);
  expect(await left(env.deadLetterUrl!)).toBe(1);
});

test('an application that answers nothing gets the message again after InactivityTimeout', async () => {
  const cloud = steady();
  const { env, posted, send } = await worker(cloud, 1, {
    'aws:elasticbeanstalk:sqsd': { InactivityTimeout: 60 },
  });
  cloud.ec2.instance(env.instances[0]!).host!.hang();
  await send('slow');
  await cloud.run(90);
  expect(posted).toHaveLength(0);
  cloud.ec2.instance(env.instances[0]!).host!.heal();
  await cloud.run(120);
  expect(posted.length).toBeGreaterThanOrEqual(1);
});

test('a periodic task is queued once, however many instances there are', async () => {
  const cloud = steady();
  const cron = [{ name: 'report', url: '/report', schedule: '*/5 * * * *' }];
  const { posted } = await worker(cloud, 3, {}, { cron });
  const before = posted.length;
  await cloud.run(minutes(30));
  const tasks = posted.slice(before);
  expect(tasks).toHaveLength(6);
  expect(tasks[0]).toMatchObject({ path: '/report', headers: { 'x-aws-sqsd-taskname': 'report' } });
});

test('schedules have five fields, and Sunday is 0 or 7', () => {
  expect(schedulesOf('0 */12 * * *')).toHaveLength(1);
  expect(schedulesOf('0 23 1 * 1')).toHaveLength(2);
  const first = (text: string) => next(schedulesOf(text)[0]!, 0);
  expect(first('0 0 * * 7')).toBe(first('0 0 * * 0'));
  expect(() => schedulesOf('0 23 * *')).toThrow(RangeError);
  expect(() => schedulesOf('0 0 * * * *')).toThrow(RangeError);
});
