import {
  arrivals,
  check,
  Cloud,
  hours,
  minutes,
  workers,
} from 'desired-capacity';
import { createQueues } from './videos.starter.ts';

const cloud = new Cloud();
const { videos, deadLetters } = createQueues(cloud);
const kinds = cloud.random('kinds');
const corrupt = new Set<string>();
const timesDone = new Map<string, number>();
const failedAt = new Map<string, number>();
let longestPause = 0;

arrivals(cloud, { rate: 1 / 40, lasting: hours(6) }, (number) => {
  const video = `upload-${number}.mp4`;
  if (kinds.bernoulli(0.02)) corrupt.add(video);
  videos.sendMessage(video);
});
workers(cloud, videos, {
  count: 12,
  serviceTime: (random) => random.uniform(minutes(1), minutes(4)),
  failureProbability: ({ body }) => (corrupt.has(body) ? 1 : 0.05),
  onStart: ({ body }) => {
    const since = failedAt.get(body) ?? cloud.now;
    longestPause = Math.max(longestPause, cloud.now - since);
  },
  onEnd: ({ body }, worker, failed) => {
    if (failed) failedAt.set(body, cloud.now);
    else timesDone.set(body, (timesDone.get(body) ?? 0) + 1);
  },
});
// Six hours of uploads, and two more for what is left to come to rest.
await cloud.run(hours(8));

const dead = new Set<string>();
while (deadLetters.approximateNumberOfMessages > 0) {
  const messages = await deadLetters.receiveMessage({
    maxNumberOfMessages: 10,
    waitTimeSeconds: 1,
  });
  for (const { body } of messages) dead.add(body);
}
const twice = [...timesDone.values()].filter((times) => times > 1).length;
const buried = [...corrupt].filter((video) => dead.has(video)).length;
const good = [...dead].filter((video) => !corrupt.has(video)).length;
const pause = Math.round(longestPause / 60);
check(
  'no video is transcoded twice',
  twice === 0,
  `${twice} of ${timesDone.size} were`,
);
check(
  'every corrupt upload ends in the dead-letter queue',
  buried === corrupt.size,
  `${buried} of ${corrupt.size} did`,
);
check('no good video ends there', good === 0, `${good} did`);
check(
  'a failed attempt is followed by the next within six minutes',
  pause <= 6,
  `one took ${pause} minutes`,
);
