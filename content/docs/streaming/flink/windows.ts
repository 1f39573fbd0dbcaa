import {
  check,
  Cloud,
  minutes,
  seconds,
  table,
  timeline,
} from 'desired-capacity';
import type { WindowSize } from 'desired-capacity/kinesisanalyticsv2';

const gap = 30; // knob 10..60 step 5 unit seconds

// #region visits of one visitor: three bursts of clicks
const clicks = [2, 9, 15, 31, 38, 95, 104, 112, 121, 190, 201];
// #endregion
async function windows(name: string, size: WindowSize) {
  // #region a cloud, a stream, and a list of results
  const cloud = new Cloud();
  const stream = cloud.kinesis.stream('clicks');
  const spans: { start: number; end: number; label: string }[] = [];
  // #endregion
  cloud.kinesisanalyticsv2.application('visits', {
    program: (env) =>
      env
        .fromSource<{ at: number }>(stream, { time: ({ at }) => at })
        .filter(({ at }) => at < epoch + 300)
        .keyBy(() => 'visitor')
        .window(size)
        .count()
        .sinkTo(({ start, end, value }) => {
          const label = String(value);
          spans.push({ start: start - epoch, end: end - epoch, label });
        }),
  });
  // #region the clicks, and one much later that lets all windows end
  const epoch = Date.parse('2026-01-01T00:00:00Z') / 1000;
  cloud.process(function* visitor() {
    for (const at of [...clicks, 600]) {
      yield at - cloud.now;
      stream.putRecord('v', JSON.stringify({ at: epoch + at }));
    }
  });
  await cloud.run(minutes(12));
  return { name, spans };
  // #endregion
}
const tumbling = await windows('tumbling', { tumbling: minutes(1) });
const session = await windows('session', { session: seconds(gap) });
const sliding = await windows('sliding', { sliding: 60, every: 30 });
// #region the timeline, the table and the checks
timeline({
  title: 'Windows of eleven clicks',
  description:
    'Tumbling windows follow each other, a minute each. A session lasts from its first click until nothing has come for the gap.',
  lanes: [
    {
      name: 'clicks',
      events: clicks.map((at) => ({ at, label: 'click' })),
    },
    ...[tumbling, session].map(({ name, spans }) => ({
      name,
      spans: spans.map((span) => ({ ...span, kind: name })),
    })),
  ],
});
const sum = (run: typeof sliding) =>
  run.spans.reduce((all, { label }) => all + Number(label), 0);
table(
  'Clicks in windows',
  [tumbling, session, sliding].map((run) => ({
    windows: run.name,
    results: run.spans.length,
    'clicks in them': sum(run),
  })),
);
check('a tumbling window has each click once', sum(tumbling) === 11);
check('with sliding windows a click is in two', sum(sliding) === 22);
check('a session ends when nothing comes for the gap', sessions());
function sessions() {
  const pauses = clicks.filter((at, i) => at - (clicks[i - 1] ?? at) >= gap);
  return session.spans.length === pauses.length + 1;
}
// #endregion
