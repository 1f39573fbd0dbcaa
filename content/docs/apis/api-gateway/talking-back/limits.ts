import {
  check,
  Cloud,
  hours,
  minutes,
  table,
  timeline,
} from 'desired-capacity';

const beat = 8; // knob a message every: 1..15 unit min
const again = false; // knob connects again: true | false

// Two clients connect. One is silent, the other says something now and then.
const cloud = new Cloud();
const api = cloud.apigatewayv2.buildWebSocket('prices', { $default: {} });

// #region what is noted
const spansOf = { silent: [] as Span[], chatty: [] as Span[] };
interface Span {
  start: number;
  end: number;
  label: string;
}
// #endregion
for (const name of ['silent', 'chatty'] as const) {
  cloud.process(function* () {
    do {
      const socket = yield* api.connect();
      const start = cloud.now;
      if (name === 'chatty') {
        cloud.process(function* () {
          for (; !socket.closed; yield minutes(beat))
            socket.send({ action: 'news?' });
        });
      }
      const { code } = yield* socket.whenClosed();
      spansOf[name].push({ start, end: cloud.now, label: `closed: ${code}` });
    } while (again);
  });
}
await cloud.run(hours(5));

// #region a timeline, a table and the checks
const lanes = Object.entries(spansOf).map(([name, spans]) => ({
  name,
  spans,
}));
const life = (name: 'silent' | 'chatty') =>
  Math.round((spansOf[name][0]!.end - spansOf[name][0]!.start) / 60);
timeline({
  title: 'How long a connection lasts',
  description:
    'The silent connection ends after ten minutes. The other one is in use all the time, and ends after two hours.',
  lanes,
});
table('The first connection of each', [
  { client: 'silent', minutes: life('silent') },
  { client: 'chatty', minutes: life('chatty') },
]);
check('ten minutes without a message end it', life('silent') === 10);
check(
  'two hours end it, however much is said',
  beat >= 10 || life('chatty') === 120,
);
check(
  'the code is 1001 both times',
  lanes.every(({ spans }) => spans[0]!.label === 'closed: 1001'),
);
// #endregion
