import { check, Cloud, minutes } from 'desired-capacity';
import { createTopic, subscribeQueue } from '../topic.ts';
import { publish } from '../metric.ts';
import { watch } from './pager.starter.ts';

type Story = 'noise' | 'slow' | 'dead';

/** Calls of the pager from minute 10 on; the story begins in minute 60. */
async function calls(story: Story): Promise<number> {
  const cloud = new Cloud();
  const topicArn = createTopic(cloud, 'on-call');
  const pager = subscribeQueue(cloud, topicArn, 'pager');
  cloud.process(function* shop() {
    for (let minute = 0; ; minute += 1) {
      const begun = minute >= 60;
      const noise = minute % 17 === 13 || minute % 29 === 20;
      const latency = (begun && story === 'slow') || noise ? 700 : 200;
      if (!(begun && story === 'dead')) publish(cloud, 'Latency', [latency]);
      yield minutes(1);
    }
  });
  await cloud.run(minutes(10));
  watch(cloud, topicArn);
  await cloud.run(minutes(50));
  const early = pager.approximateNumberOfMessages;
  await cloud.run(minutes(10));
  return story === 'noise'
    ? early
    : pager.approximateNumberOfMessages - early;
}

const noise = await calls('noise');
check('noise does not call', noise === 0, `${noise} calls in an hour`);
const slow = await calls('slow');
check(
  'a slow shop calls within ten minutes, once',
  slow === 1,
  `${slow} calls`,
);
const dead = await calls('dead');
check('so does a dead one', dead === 1, `${dead} calls`);
