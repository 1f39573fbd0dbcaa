import {
  arrivals,
  check,
  Cloud,
  minutes,
  plot,
  table,
} from 'desired-capacity';

const percent = 10; // knob share of the new version: 0..100 step 5 unit %
const broken = 0.3; // knob share of its answers that fail: 0..1 step 0.1

// A new version is deployed as a canary. Part of its answers fail.
const cloud = new Cloud();
// #region an old version, and a new one that fails at times
const luck = cloud.random('luck');
cloud.serve('old.example', () => ({ status: 200, body: 'old' }));
cloud.serve('new.example', () => ({
  status: luck.next() < broken ? 500 : 200,
  body: 'new',
}));
// #endregion
const http = 'https://${stageVariables.host}/';
const api = cloud.apigateway.build(
  'shop',
  { 'GET /': { http } },
  { variables: { host: 'old.example' } },
);
const start = () =>
  api.deploy('prod', {
    canarySettings: {
      percentTraffic: percent,
      stageVariableOverrides: { host: 'new.example' },
    },
  });
cloud.simulation.schedule(minutes(5), start);

// #region an alarm on errors takes the canary back; a plot, a table, checks
let seen = 0;
let errors = 0;
let failed = 0;
let fresh = 0;
let takenBack: number | undefined;
const share: [number, number][] = [];
cloud.process(function* () {
  while (cloud.now < minutes(20)) {
    yield 60;
    share.push([cloud.now, seen ? (100 * errors) / seen : 0]);
    if (takenBack === undefined && seen > 0 && errors / seen > 0.01) {
      takenBack = cloud.now;
      cloud.apigateway.updateStage({
        restApiId: api.id,
        stageName: 'prod',
        patchOperations: [{ op: 'remove', path: '/canarySettings' }],
      });
    }
    seen = errors = 0;
  }
});
arrivals(cloud, { rate: 5, lasting: minutes(20) }, async () => {
  const response = await api.request();
  seen += 1;
  if (response.text() === 'new') fresh += 1;
  if (response.status < 500) return;
  errors += 1;
  failed += 1;
});
await cloud.run(minutes(21));
plot({
  title: 'A canary, and an alarm',
  description:
    'No request fails for five minutes. Then the canary brings errors, the alarm takes it back, and the errors are gone.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Requests that failed', unit: '%' },
  series: [{ name: 'failed', points: share }],
});
table('Twenty minutes', [
  { what: 'requests that met the new version', count: fresh },
  { what: 'requests that failed', count: failed },
]);
check(
  'the alarm takes the canary back',
  percent * broken < 2 || takenBack !== undefined,
);
check(
  'only part of the clients met the new version',
  percent > 20 || fresh < 150,
);
// #endregion
