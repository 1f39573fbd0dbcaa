import { check, Cloud, minutes, seconds, table } from 'desired-capacity';
import { write } from './board.starter.ts';

const cloud = new Cloud();
const points = cloud.kinesis.stream('points');
const rows = new Map<string, number>();
let writes = 0;
const app = cloud.kinesisanalyticsv2.application('board', {
  program: (env) =>
    env
      .fromSource<{ team: string }>(points, { from: 'TRIM_HORIZON' })
      .keyBy(({ team }) => team)
      .window({ tumbling: seconds(10) })
      .count()
      .sinkTo(({ key, start, value }) => {
        writes += 1;
        write(rows, { team: key, minute: start, points: value });
      }),
});
cloud.process(function* game() {
  for (let n = 0; n < 480; n += 1) {
    const team = n % 3 === 0 ? 'red' : 'blue';
    points.putRecord('game', JSON.stringify({ team }));
    yield seconds(1);
  }
  // One more, a minute later, lets the last windows end.
  yield minutes(1);
  points.putRecord('game', JSON.stringify({ team: 'red' }));
});
for (const at of [170, 290, 410])
  cloud.simulation.schedule(at, () => app.crash());
await cloud.run(minutes(15));

const total = (team: string) =>
  [...rows]
    .filter(([name]) => name.startsWith(team))
    .reduce((sum, [, value]) => sum + value, 0);
table('480 points, three failures', [
  { team: 'red', made: 160, 'on the board': total('red') },
  { team: 'blue', made: 320, 'on the board': total('blue') },
]);
check('some scores were written twice', writes > 96 && app.restarts === 3);
check('the red team has its 160 points', total('red') === 160);
check('the blue team has its 320 points', total('blue') === 320);
