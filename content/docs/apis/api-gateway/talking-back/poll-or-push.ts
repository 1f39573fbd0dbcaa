import { check, Cloud, hours, table } from 'desired-capacity';

const every = 5; // knob polls every: 1..60 unit s
const news = 60; // knob something new every: 10..300 step 10 unit s

// Twenty clients want to know what is new, for an hour.
// #region a cloud, what is noted, and news for all
const cloud = new Cloud();
let version = 0;
let since = 0;
const late = { polled: [] as number[], pushed: [] as number[] };
const data = new TextEncoder().encode('news');
const phase = cloud.random('phases');
cloud.process(function* () {
  for (; cloud.now < hours(1) - news;) {
    yield news;
    version += 1;
    since = cloud.now;
    for (const connectionId of api.connections)
      cloud.apigatewaymanagementapi.postToConnection({ connectionId, data });
  }
});
// #endregion

// The first way: each client asks again and again.
cloud.serve('news.example', () => ({ status: 200, body: `${version}` }));
const http = 'https://news.example/';
const web = cloud.apigatewayv2.build('news', { $default: { http } });
function* poll() {
  yield phase.next() * every;
  for (let known = 0; cloud.now < hours(1); yield every) {
    const found = Number((yield* web.request()).text());
    if (found > known) late.polled.push(cloud.now - since);
    known = found;
  }
}

// The second way: each client keeps a connection, and is told.
const api = cloud.apigatewayv2.buildWebSocket('push', { $default: {} });
function* listen() {
  const socket = yield* api.connect();
  while ((yield* socket.receive()) !== undefined)
    late.pushed.push(cloud.now - since);
}
// #region twenty of each, the bill, and the checks
for (let i = 0; i < 20; i += 1) {
  cloud.process(poll);
  cloud.process(listen);
}
await cloud.run(hours(1));
for (const id of api.connections)
  cloud.apigatewaymanagementapi.deleteConnection({ connectionId: id });
const bill = cloud.meter.bill();
const of = (item: string) => bill.find((line) => line.item === item)!;
const [requests, messages, minutes] = ['requests to HTTP APIs', 'messages of WebSocket APIs', 'connections of WebSocket APIs'].map(of); // prettier-ignore
const mean = (values: number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const cents = (...lines: (typeof requests)[]) =>
  Math.round(lines.reduce((sum, line) => sum + line!.usd * 1e5, 0)) / 1e3;
table('Twenty clients, one hour', [
  { way: 'asking', calls: requests!.quantity, 'seconds late': Math.round(mean(late.polled) * 100) / 100, 'US cents': cents(requests) }, // prettier-ignore
  { way: 'being told', calls: messages!.quantity, 'seconds late': Math.round(mean(late.pushed) * 100) / 100, 'US cents': cents(messages, minutes) }, // prettier-ignore
]);
check('who is told knows at once', mean(late.pushed) < 0.01);
check(
  'who asks knows half an interval later',
  news < every * 2 || Math.abs(mean(late.polled) - every / 2) < every / 4,
);
check(
  'seldom news cost more by asking',
  news < 10 * every || cents(requests) > cents(messages, minutes),
);
// #endregion
