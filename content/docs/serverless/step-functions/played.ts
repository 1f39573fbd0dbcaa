import {
  check,
  Cloud,
  playback,
  recordThings,
  table,
} from 'desired-capacity';

const card = 'good'; // knob 'good' | 'refused'

const cloud = new Cloud();
// #region three functions that take their time, and a Task that calls one
const work = { charge: 20, reserve: 40, mail: 10 };
for (const [functionName, time] of Object.entries(work))
  cloud.lambda.createFunction({
    functionName,
    timeout: 60,
    code: () =>
      function* (order: { card: string }) {
        yield time;
        if (functionName === 'charge' && order.card === 'refused')
          throw new Error('the bank says no');
        return `${functionName} done`;
      },
  });
const call = (FunctionName: string) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName, 'Payload.$': '$' },
  ResultSelector: { 'said.$': '$.Payload' },
  ResultPath: `$.${FunctionName}`,
});
// #endregion
const caught = {
  ErrorEquals: ['States.ALL'],
  ResultPath: null,
  Next: 'Refused',
};
const states = {
  Charge: { ...call('charge'), Catch: [caught], Next: 'Reserve' },
  Reserve: { ...call('reserve'), Next: 'Mail' },
  Mail: { ...call('mail'), Next: 'Done' },
  Done: { Type: 'Succeed' },
  Refused: { Type: 'Fail', Error: 'OrderRefused' },
};
const orders = cloud.sfn.machine('o', { StartAt: 'Charge', States: states });
const order = orders.start({ id: 17, card });
// #region the film, the table and the checks
function stateOf(name: string) {
  const step = order.steps.findLast((one) => one.name === name);
  if (!step) return 'not reached';
  if (step.end !== undefined) return 'left';
  return order.status === 'RUNNING' ? 'runs' : 'failed';
}
const film = recordThings(
  cloud,
  () => Object.keys(states).map((id) => ({ id, state: stateOf(id) })),
  {
    every: 5,
    look: 1,
    states: { 'not reached': 'rests', runs: 'warms', failed: 'ill' },
  },
);
await order.done;
await cloud.run(10);
playback({
  title: 'One order, state by state',
  description:
    'The states run one after the other: where one is left, the next one begins. With a refused card the first leads to Refused, which fails, and the others are not reached.',
  scenes: film,
  at: 40,
});
const { steps } = order;
table(
  'What each state got, and gave',
  steps.map(({ name, input, output, start, end }) => ({
    state: name,
    seconds: end === undefined ? 'failed' : Math.round(end - start),
    got: Object.keys(input as object).join(' '),
    gave: output === undefined ? '–' : Object.keys(output as object).join(' '), // prettier-ignore
  })),
);
const text = (value: unknown) => JSON.stringify(value);
check('what a state gives, the next one gets', steps.every(({ input }, i) => i === 0 || text(input) === text(steps[i - 1]!.output))); // prettier-ignore
check('one runs at a time', steps.every(({ start }, i) => i === 0 || start >= steps[i - 1]!.end!)); // prettier-ignore
check('the order keeps what it began with', steps.every(({ input }) => (input as { id: number }).id === 17)); // prettier-ignore
// #endregion
