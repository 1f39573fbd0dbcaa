import { check, Cloud, table } from 'desired-capacity';

const pause = 20; // knob seconds between two pieces: 5..60 step 5

// A server works for ten pauses, and sends a piece after each of them.
async function report(
  endpoint: 'REGIONAL' | 'EDGE',
  responseTransferMode: 'BUFFERED' | 'STREAM',
) {
  const cloud = new Cloud();
  cloud.serve('reports.example', () => ({
    status: 200,
    body: 'begun',
    chunks: Array.from({ length: 10 }, () => ({ after: pause, body: '.' })),
  }));
  // #region an API in front of it
  const timeoutInMillis =
    responseTransferMode === 'STREAM' ? 900_000 : 29_000;
  const integration = { responseTransferMode, timeoutInMillis };
  const api = cloud.apigateway.build(
    'reports',
    { 'GET /': { http: 'https://reports.example/', integration } },
    { endpoint },
  );
  // #endregion
  // #region when the first byte comes, and what of the rest
  const asked = cloud.now;
  const { status, chunks } = await api.request({ stream: true });
  const first = Math.round(cloud.now - asked);
  const pieces = chunks.filter(({ body }) => body === '.').length;
  const cut = chunks.some(({ broken }) => broken);
  return { status, 'first byte (s)': first, 'pieces of 10': pieces, cut };
  // #endregion
}

const whole = await report('REGIONAL', 'BUFFERED');
const streamed = await report('REGIONAL', 'STREAM');
const byEdge = await report('EDGE', 'STREAM');
// #region a film of 12 MB, the table and the checks
table('A report that takes minutes', [
  { answer: 'whole', ...whole },
  { answer: 'streamed, Regional', ...streamed },
  { answer: 'streamed, edge-optimised', ...byEdge },
]);

async function film(responseTransferMode: 'BUFFERED' | 'STREAM') {
  const cloud = new Cloud();
  const body = new Uint8Array(12 * 1024 * 1024);
  cloud.serve('films.example', () => ({ status: 200, body }));
  const integration = { responseTransferMode };
  const api = cloud.apigateway.build('films', {
    'GET /': { http: 'https://films.example/', integration },
  });
  const answer = await api.request();
  return { status: answer.status, seconds: Math.round(cloud.now) };
}
const kept = await film('BUFFERED');
const flowing = await film('STREAM');
table('A film of 12 MB', [
  { answer: 'whole', ...kept },
  { answer: 'streamed', ...flowing },
]);

check(
  'a whole answer has to be there within 29 seconds',
  pause * 10 < 29 || whole.status === 504,
);
check(
  'a stream begins at once, and may take minutes',
  streamed['first byte (s)'] === 0 && streamed['pieces of 10'] === 10,
);
check(
  'an edge-optimised API cuts a stream after 30 seconds without a byte',
  byEdge.cut === pause > 30,
);
check(
  'more than 10 MB passes as a stream, and not as a whole',
  kept.status === 500 && flowing.status === 200,
);
// #endregion
