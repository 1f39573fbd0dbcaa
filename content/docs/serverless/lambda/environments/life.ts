import { check, Cloud, seconds, timeline } from 'desired-capacity';

const cloud = new Cloud();
const keepAlive = seconds(120); // knob kept while idle: 60..180 step 60
cloud.lambda.model.environments.keepAlive = keepAlive;
cloud.lambda.createFunction({
  functionName: 'resize',
  timeout: 60,
  code: {
    initDuration: 8, // long, so that the picture shows it
    load: () => {
      let images = 0; // outside of the handler: kept with the environment
      return function* () {
        yield 20;
        return (images += 1);
      };
    },
  },
});
// #region a call, and notes of what the environments do
type Span = { start: number; end: number; label: string; kind?: string };
const lanes = new Map<number, Span[]>();
const labels: Record<string, string> = {
  init: 'INIT',
  invoke: 'invocation',
  frozen: 'frozen',
};
cloud.lambda.onPhase('resize', (phase, environment, at) => {
  const spans = lanes.get(environment) ?? [];
  lanes.set(environment, spans);
  const last = spans.at(-1);
  if (last) last.end = at;
  const label = labels[phase];
  if (label) spans.push({ start: at, end: at, label });
});
const answers: number[] = [];
const call = async () => {
  const { value } = await cloud.lambda.run<number>('resize');
  answers.push(value);
};
// #endregion
for (const at of [0, 60, 70, 300])
  cloud.simulation.schedule(at, () => void cloud.process(call));
await cloud.run(500);

// #region the picture and the checks
timeline({
  title: 'Four calls, three environments',
  description:
    'The first call makes an environment, with INIT. The second takes it again. The third comes meanwhile and makes a second one. After a long pause both are gone, and the fourth call makes a third.',
  lanes: [...lanes].map(([id, spans]) => ({
    name: `environment ${id}`,
    spans: spans.filter(({ start, end }) => end > start),
  })),
});
const inits = [...lanes.values()].flatMap((spans) =>
  spans.filter(({ label }) => label === 'INIT'),
);
check('three environments were made, each with INIT', inits.length === 3);
check(
  'a call that finds a frozen one finds its globals too',
  answers.includes(2),
);
check(
  'after its idle time an environment is gone',
  lanes.size === 3 && answers.at(-1) === 1,
);
// #endregion
