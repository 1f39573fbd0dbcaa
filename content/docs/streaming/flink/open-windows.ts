import {
  check,
  Cloud,
  minutes,
  playback,
  recordThings,
  table,
} from 'desired-capacity';

const wait = 30; // knob 0..75 step 15 unit seconds

// A tap a second, a quarter of them up to a minute late; windows of a minute.
const cloud = new Cloud({ seed: 3 });
const stream = cloud.kinesis.stream('taps');
const app = cloud.kinesisanalyticsv2.application('taps', {
  program: (env) => {
    const windows = env
      .fromSource<{ at: number }>(stream, {
        time: ({ at }) => at,
        outOfOrderness: wait,
      })
      .filter(seen)
      .keyBy(() => 'all')
      .window({ tumbling: minutes(1) })
      .count();
    windows.sinkTo(({ start, value }) => ended(start, value));
    windows.sideOutput('late').sinkTo(tooLate);
  },
});
// #region what is known of each window, and the taps
const epoch = Date.parse('2026-01-01T00:00:00Z') / 1000;
type Window = { taps: number; late: number; result?: number; after?: number };
const all: Window[] = [];
function windowOf(at: number) {
  return (all[Math.floor((at - epoch) / 60)] ??= { taps: 0, late: 0 });
}
function seen({ at }: { at: number }) {
  windowOf(at).taps += 1;
  return true;
}
function tooLate(tap: unknown) {
  windowOf((tap as { at: number }).at).late += 1;
}
function ended(start: number, result: number) {
  const after = cloud.now - (start + 60 - epoch);
  Object.assign(windowOf(start), { result, after });
}
const random = cloud.random('delays');
cloud.process(function* phone() {
  for (let n = 0; n < 360; n += 1) {
    const at = epoch + cloud.now;
    const delay = n % 4 === 0 ? Math.floor(60 * random.next()) : 0;
    cloud.simulation.schedule(delay, () =>
      stream.putRecord('phone', JSON.stringify({ at })),
    );
    yield 1;
  }
});
// #endregion
// #region what is filmed: each window, and how many taps are in it
function stateOf({ result, late }: Window, minute: number) {
  if (late > 0) return 'missed some';
  if (result !== undefined) return 'complete';
  return cloud.now < 60 * (minute + 1) ? 'open' : 'waits';
}
const film = recordThings(
  cloud,
  () =>
    all.map((one, minute) => ({
      id: `minute ${minute}`,
      state: stateOf(one, minute),
      load: one.taps - one.late,
    })),
  {
    every: 5,
    look: 1,
    states: { waits: 'warms', complete: 'rests', 'missed some': 'ill' },
    load: { name: 'taps', full: 60 },
    lines: () => ({
      'minutes by the clock': Math.floor(cloud.now / 60),
      'minutes by the watermark': Math.max(
        0,
        Math.floor((app.watermark - epoch) / 60),
      ),
    }),
  },
);
// #endregion
await cloud.run(minutes(6));
// #region the playback, the table and the checks
playback({
  title: 'Windows open, wait and end',
  description:
    'A window fills while its minute lasts. Then it waits for the watermark, beside the next one that fills. Once the watermark has passed its end it gives its result, and taps that come later are missed.',
  scenes: film,
});
const done = all.filter((one) => one.result !== undefined);
table(
  'How the windows ended',
  done.map(({ taps, result, late, after }, minute) => ({
    minute,
    taps,
    'in the result': result ?? 0,
    'too late': late,
    'result after (s)': Math.round(after ?? 0),
  })),
);
check(
  'a window gives its result when the watermark has passed its end',
  done.every(({ after = 0 }) => after >= wait && after < wait + 10),
);
check(
  'each tap is in the result, or late',
  done.every(({ taps, result = 0, late }) => taps === result + late),
);
// #endregion
