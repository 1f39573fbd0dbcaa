import { check, Cloud, table } from 'desired-capacity';

/** The first five gaps between arrivals, beside a neighbour that draws. */
function gaps(
  seed: number,
  neighbour: 'none' | 'has its own stream' | 'shares the stream',
) {
  const cloud = new Cloud({ seed });
  const arrivals = cloud.random('arrivals');
  const other = cloud.random(
    neighbour === 'shares the stream' ? 'arrivals' : 'crashes',
  );
  return Array.from({ length: 5 }, () => {
    if (neighbour !== 'none') other.bernoulli(0.05);
    return Math.round(arrivals.exponential(10) * 10) / 10;
  });
}

const first = gaps(1, 'none');
const runs = {
  'seed 1': first,
  'seed 1 again': gaps(1, 'none'),
  'seed 2': gaps(2, 'none'),
  'seed 1, a neighbour with its own stream': gaps(1, 'has its own stream'),
  'seed 1, a neighbour on the same stream': gaps(1, 'shares the stream'),
};
table('Gaps between arrivals, in seconds', {
  columns: ['Run', '1st', '2nd', '3rd', '4th', '5th'],
  rows: Object.entries(runs).map(([run, times]) => [run, ...times]),
});
const same = (run: keyof typeof runs) => String(runs[run]) === String(first);
check('the same seed gives the same run', same('seed 1 again'));
check('another seed gives another', !same('seed 2'));
check(
  'a neighbour with its own stream changes nothing',
  same('seed 1, a neighbour with its own stream'),
);
check(
  'a neighbour on the same stream changes everything',
  !same('seed 1, a neighbour on the same stream'),
);
