import { arrivals, check, Cloud, hours, minutes, plot, spike, table } from 'desired-capacity'; // prettier-ignore
import { onEach, webTier, workerTier } from './tiers.ts';

const rush = 4; // knob 2..8 unit uploads/minute
const encoding = 60; // knob 20..120 step 20 unit s

const cloud = new Cloud();
const master = cloud.s3.bucket('cattube-master');
const transcode = cloud.s3.bucket('cattube-transcode');
const videos = cloud.sqs.createQueue('videos', { visibilityTimeout: 300 });
const web = webTier(cloud);
const tier = workerTier(cloud, 'videos');

// The web tier stores the film, and sends a message that names it.
let refused = 0;
function upload(film: string) {
  if (web.inService.length === 0) return void (refused += 1);
  master.put(film, `all of ${film}`);
  videos.sendMessage(film);
  sent.set(film, cloud.now);
}
// #region a server of the worker tier asks all the time
const bodies: string[] = [];
const sent = new Map<string, number>();
const waits: number[] = [];
function* worker(id: string) {
  const alive = () => cloud.ec2.instance(id).state === 'running';
  while (alive()) {
    const asked = cloud.now;
    const [message] = yield* videos.receiveMessage({ waitTimeSeconds: 20 });
    if (!message) continue;
    const { body: film, receiptHandle } = message;
    bodies.push(film);
    if (sent.get(film)! > asked) waits.push(cloud.now - sent.get(film)!);
    const original = master.text(film);
    yield encoding;
    if (!alive()) return;
    for (const size of ['480p', '720p', '1080p'])
      transcode.put(`${film}/${size}`, `${original}, in ${size}`);
    videos.deleteMessage(receiptHandle);
  }
}
// #endregion
onEach(cloud, tier, (id) => cloud.process(() => worker(id)));
const rate = spike({ base: 0, peak: rush / 60, at: 1200, lasting: 1800 });
const uploads = arrivals(cloud, { rate }, (n) => upload(`film-${n}`));

// #region two hours, the plot, the table and the checks
web.load((time) => 80 + 3600 * rate.at(time), { capacity: 100 });
const every = { every: 60 };
const webSize = cloud.record(() => web.inService.length, every);
const tierSize = cloud.record(() => tier.inService.length, every);
const backlog = cloud.record(() => videos.approximateNumberOfMessages, every);
await cloud.run(hours(2));
plot({
  title: 'Two tiers, each with a strain of its own',
  description:
    'In the rush the web tier grows with its CPU. The backlog climbs, and the worker tier grows from none until the backlog falls. At the end no worker is left.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Servers, or messages' },
  series: [
    { name: 'web servers', style: 'step', points: webSize },
    { name: 'workers', style: 'step', points: tierSize },
    { name: 'messages that wait', points: backlog },
  ],
});
const most = (points: [number, number][]) => Math.max(...points.map(([, value]) => value)); // prettier-ignore
table('What is where at the end', [
  { what: 'originals in Master', number: master.size },
  {
    what: 'messages on the queue',
    number: videos.approximateNumberOfMessages,
  },
  { what: 'results in Transcode', number: transcode.size },
  { what: 'workers at most', number: most(tierSize) },
  { what: 'workers at the end', number: tier.inService.length },
]);
check('users reach servers of the web tier, and no upload is refused', uploads.count > 0 && refused === 0); // prettier-ignore
check('every original is in the bucket Master, whole', master.size === uploads.count && master.text('film-1') === 'all of film-1'); // prettier-ignore
check('a message names the film, and does not hold it', bodies.length > 0 && bodies.every((body) => master.keys.includes(body))); // prettier-ignore
check('the results are in the bucket Transcode', transcode.keys.includes('film-1/480p') && transcode.size === 3 * uploads.count); // prettier-ignore
check('the workers ask all the time: one that is free takes a message at once', waits.every((wait) => wait < 1)); // prettier-ignore
check('a worker makes three formats of the original', transcode.size > 0 && transcode.text('film-1/720p') === 'all of film-1, in 720p'); // prettier-ignore
check('the web tier grows with its CPU', most(webSize) > 2);
check('a long queue adds workers', most(tierSize) > 0);
check('an empty one takes them all away', most(tierSize) > 0 && tier.inService.length === 0); // prettier-ignore
// #endregion
