import {
  arrivals,
  check,
  Cloud,
  hours,
  minutes,
  playback,
  plot,
  Rate,
  recordThings,
  table,
  workers,
} from 'desired-capacity';

// Uploads a second: few at first, then a rush of half an hour, then none.
const rate = new Rate([
  [0, 0.5],
  [minutes(40), 0.5],
  [minutes(80), 4],
  [minutes(110), 4],
  [minutes(140), 0.5],
  [minutes(150), 0],
]);
const work = 10; // seconds for one upload
const acceptable = 60; // seconds that an upload may wait

/** An afternoon with so many workers; without a number, the queue decides. */
async function afternoon(tier: string, count?: number) {
  const cloud = new Cloud();
  const uploads = cloud.sqs.createQueue('uploads');
  let longest = 0;
  arrivals(cloud, { rate }, () => uploads.sendMessage(`${cloud.now}`));
  const pool = workers(cloud, uploads, {
    count: count ?? 0,
    serviceTime: work,
    onStart: ({ body }) => {
      longest = Math.max(longest, cloud.now - Number(body));
    },
  });
  cloud.process(function* scale() {
    while (count === undefined) {
      // In the time that an upload may wait, a worker does six.
      const backlog = uploads.approximateNumberOfMessages;
      pool.resize(Math.ceil(backlog / (acceptable / work)));
      yield minutes(1);
    }
  });
  const film = recordThings(cloud, () => pool.workers, {
    every: 60,
    look: 60,
    lines: () => ({
      'messages that wait': uploads.approximateNumberOfMessages,
    }),
    states: { waiting: 'rests', leaving: 'leaves' },
  });
  const size = cloud.record(() => pool.size, { every: 60 });
  await cloud.run(hours(3));
  const sum = size.reduce((total, [, workers]) => total + workers, 0);
  const row = {
    tier,
    'longest wait (s)': Math.round(longest),
    'hours of work paid': Math.round(sum / 60),
  };
  return { longest, size, sum, row, film };
}

const few = await afternoon('15 workers', 15);
const many = await afternoon('45 workers', 45);
const scaled = await afternoon('as the queue calls for');
playback({
  title: 'Workers that the queue calls for',
  description:
    'A few workers take turns. When the rush begins, the queue grows, and a minute later so does the pool. In the end the queue is empty and nobody is left.',
  scenes: scaled.film,
});
plot({
  title: 'Workers that there are, and that the uploads need',
  description:
    'The uploads keep a few workers busy at first and many in the rush. The number of workers follows, somewhat late, and ends at none.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Workers' },
  series: [
    {
      name: 'needed',
      points: scaled.size.map(([time]) => [time, rate.at(time) * work]),
    },
    { name: 'there', style: 'step', points: scaled.size },
  ],
});
table('One afternoon, three worker tiers', [few.row, many.row, scaled.row]);
const most = Math.max(...scaled.size.map(([, workers]) => workers));
check('a long queue adds workers', most > 35);
check('an empty one takes them all away', scaled.size.at(-1)?.[1] === 0);
check(
  'hardly an upload waits longer than it may',
  scaled.longest < 1.5 * acceptable,
);
check(
  'fifteen let uploads wait for more than an hour',
  few.longest > hours(1),
);
check('though they cost nearly as much', few.sum > 0.8 * scaled.sum);
check(
  'enough for the rush cost more than twice as much',
  many.sum > 2 * scaled.sum,
);
