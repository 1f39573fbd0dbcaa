import { check, Cloud, hours, seconds, table } from 'desired-capacity';
import { clip, retention } from './clip.starter.ts';

const cloud = new Cloud();
const camera = cloud.kinesisvideo.stream('door', {
  dataRetentionInHours: retention,
});
const epoch = Date.UTC(2026, 0) / 1000;
// A fragment every ten seconds. From 1:00 to 1:30 the network is away: what
// was filmed then is sent afterwards, the newest first.
cloud.process(function* film() {
  const kept: number[] = [];
  const send = (at: number) =>
    camera.putMedia({
      ...{ duration: 10, bytes: 1e6, frames: [at] },
      producerTimestamp: epoch + at,
    });
  while (cloud.now < hours(6)) {
    const at = cloud.now;
    const away = at >= hours(1) && at < hours(1.5);
    if (away) kept.push(at);
    else send(at);
    if (!away) for (const late of kept.splice(0).reverse()) send(late);
    yield seconds(10);
  }
});
await cloud.run(hours(6));

// The burglar came at ten past one, and stayed for five minutes.
const [from, to] = [hours(1) + 600, hours(1) + 890];
let frames: number[] = [];
try {
  frames = clip(camera, epoch + from, epoch + to) as number[];
} catch (error) {
  console.log(String(error));
}
const wanted = frames.filter((at) => at >= from && at <= to);
table('Five minutes with a burglar', [
  { 'frames found': frames.length, 'of the burglar': wanted.length },
]);
check('all thirty frames are there', wanted.length === 30);
check('and no others', frames.length === wanted.length);
check(
  'in the order of their recording',
  frames.length > 0 &&
    frames.every((at, i) => i === 0 || at > frames[i - 1]!),
);
