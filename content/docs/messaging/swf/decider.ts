import { check, Cloud, days, hours, minutes, table } from 'desired-capacity';
import { prepare, scheduled } from './loan-in-swf.ts';

const managerTakes = 2; // knob 1..10 unit days
const downFor = 1; // knob 0..7 unit days

// #region four steps, who does them and how long they take; the domain
const steps = [
  { name: 'review', who: 'clerk', takes: hours(3) },
  { name: 'approve', who: 'manager', takes: days(managerTakes) },
  { name: 'check background', who: 'agency', takes: days(4) },
  { name: 'decide', who: 'manager', takes: days(managerTakes) },
];
const cloud = new Cloud();
const domain = 'bank';
const { swf } = cloud;
const runId = prepare(cloud, domain);
// #endregion

function* decider() {
  while (true) {
    const taskList = { name: 'decisions' };
    const task = yield* swf.pollForDecisionTask({ domain, taskList });
    const { taskToken, events } = task;
    if (!taskToken) continue;
    // All it knows is in the history.
    const done = events.filter(
      ({ eventType }) => eventType === 'ActivityTaskCompleted',
    ).length;
    const next = scheduled(steps[done]);
    swf.respondDecisionTaskCompleted({ taskToken, decisions: [next] });
    if (done === steps.length) return;
  }
}
const first = cloud.process(decider);
cloud.simulation.schedule(days(2), () => first.cancel());
cloud.simulation.schedule(days(2 + downFor), () => cloud.process(decider));

// #region the people: each looks every half an hour whether there is a task
const answered: { step: string; who: string; from: number; to: number }[] =
  [];
for (const who of ['clerk', 'manager', 'agency']) {
  cloud.process(function* person() {
    while (true) {
      const taskList = { name: who };
      const task = yield* swf.pollForActivityTask({ domain, taskList });
      const { taskToken, activityId: step } = task;
      if (!taskToken) {
        yield minutes(29);
        continue;
      }
      const from = cloud.now;
      yield steps.find(({ name }) => name === step)!.takes;
      try {
        swf.respondActivityTaskCompleted({ taskToken, result: 'yes' });
        answered.push({ step, who, from, to: cloud.now });
      } catch {
        // Too late: SWF has given the task up.
      }
    }
  });
}
// #endregion
await cloud.run(days(40));

// #region the table and the checks
const inDays = (time: number) => Math.round((time / days(1)) * 10) / 10;
table(
  'A loan in SWF',
  answered.map(({ step, who, from, to }) => ({
    step,
    who,
    'begun (day)': inDays(from),
    'answered (day)': inDays(to),
  })),
);
const execution = { workflowId: 'loan-1', runId };
const { events } = swf.getWorkflowExecutionHistory({ domain, execution });
const last = events.at(-1)!;
table('What SWF has kept', [
  {
    history: 'loan-1',
    events: events.length,
    'ends with': last.eventType,
  },
]);
check(
  'review, approval, background check and decision come one after another',
  answered.map(({ step }) => step).join() ===
    steps.map(({ name }) => name).join(),
);
check(
  'a step lasts hours or days',
  answered.length === 4 &&
    answered.every(({ from, to }) => to - from >= hours(3)),
);
check(
  'a workflow waits for slow people for days, and ends',
  last.eventType === 'WorkflowExecutionCompleted' &&
    answered.at(-1)!.to > days(6),
);
check(
  'a decider that was down finds all of it in the history: no step is lost, none is done twice',
  events.filter(({ eventType }) => eventType === 'ActivityTaskCompleted')
    .length === 4 && answered.length === 4,
);
// #endregion
