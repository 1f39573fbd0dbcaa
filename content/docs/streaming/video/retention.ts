import {
  check,
  Cloud,
  hours,
  minutes,
  seconds,
  table,
} from 'desired-capacity';

const retention = 24; // knob 1..48 unit hours

// Two cameras film for six hours, in fragments of ten seconds.
const cloud = new Cloud();
const plain = cloud.kinesisvideo.stream('plain');
const kept = cloud.kinesisvideo.stream('kept', {
  dataRetentionInHours: retention,
});
cloud.process(function* cameras() {
  while (cloud.now < hours(6)) {
    yield seconds(10);
    const fragment = {
      duration: 10,
      bytes: 1e6,
      frames: [`at ${cloud.now}`],
    };
    plain.putMedia(fragment);
    kept.putMedia(fragment);
  }
});
await cloud.run(hours(6));

// Somebody asks what has happened: from the oldest fragment that is there.
// #region the two, the index, and the checks
const seen: Record<string, unknown[]> = { plain: [], kept: [] };
const watch = (stream: typeof plain, all: unknown[]) =>
  stream.getMedia({ type: 'EARLIEST' }, ({ frames }) => {
    all.push(...frames);
  });
cloud.process(() => watch(plain, seen['plain']!));
cloud.process(() => watch(kept, seen['kept']!));
await cloud.run(seconds(1));
const minutesOf = (frames: unknown[]) => frames.length / 6;
table('What is left of six hours', [
  {
    stream: 'plain',
    'retention (h)': plain.retentionHours,
    'minutes left': minutesOf(seen['plain']!),
  },
  {
    stream: 'kept',
    'retention (h)': kept.retentionHours,
    'minutes left': minutesOf(seen['kept']!),
  },
]);
const start = Date.parse('2026-01-01T02:00:00Z') / 1000;
const index = kept.listFragments({
  type: 'PRODUCER_TIMESTAMP',
  startTimestamp: start,
  endTimestamp: start + minutes(1) - 1,
});
const clip = kept.getMediaForFragmentList(
  index.map(({ fragmentNumber }) => fragmentNumber),
);
check(
  'a stream retains nothing by default: five minutes are left',
  plain.retentionHours === 0 && seen['plain']!.length === 30,
);
check(
  'with retention the whole of it can be read',
  seen['kept']!.length === 2160,
);
check(
  'the index finds a minute by the time of its recording',
  clip.length === 6 && clip[0]!.frames[0] === 'at 7200',
);
// #endregion
