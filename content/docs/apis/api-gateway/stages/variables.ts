import { check, Cloud, table } from 'desired-capacity';

const burst = 1; // knob requests at once at the test stage: 1..5

// One API, two stages. Each has its back end, by a variable.
const cloud = new Cloud();
for (const name of ['test', 'live'])
  cloud.serve(`${name}.example`, () => ({ status: 200, body: name }));
const http = 'https://${stageVariables.host}/';
const api = cloud.apigateway.build('shop', { 'GET /': { http } });
api.deploy('prod', { variables: { host: 'live.example' } });
api.deploy('test', { variables: { host: 'test.example' } });
api.set({ '/*/*/throttling/rateLimit': 1 }, 'test');
api.set({ '/*/*/throttling/burstLimit': burst }, 'test');

const rows = [];
for (const stage of ['test', 'prod']) {
  const first = await api.request({ stage });
  const second = await api.request({ stage });
  rows.push({
    stage,
    answer: first.text(),
    'second request': second.status,
    address: api.urlOf(stage).replace(/^https:..[^.]*/, '…'),
  });
}

// #region the table and the checks
table('Two stages', rows);
check(
  'each stage has its own back end',
  rows[0]!.answer === 'test' && rows[1]!.answer === 'live',
);
check(
  'each stage has its own settings',
  rows[0]!['second request'] === 429 && rows[1]!['second request'] === 200,
);
check(
  'each stage has its own address',
  rows[0]!.address !== rows[1]!.address,
);
// #endregion
