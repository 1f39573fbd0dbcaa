import { check, Cloud, days, hours, table, timeline } from 'desired-capacity';
import { child, prepareFamily, type Policy } from './family.ts';

const childPolicy: Policy = 'TERMINATE'; // knob 'TERMINATE' | 'REQUEST_CANCEL' | 'ABANDON'
const withdrawn = 3; // knob 1..9 unit days

const cloud = new Cloud();
const { swf } = cloud;
const domain = 'bank';
const loan = prepareFamily(cloud, domain, childPolicy);

// The decider of the loan: two checks at once, and then it waits.
cloud.process(function* loans() {
  while (true) {
    const taskList = { name: 'loans' };
    const task = yield* swf.pollForDecisionTask({ domain, taskList });
    const { taskToken, events } = task;
    if (!taskToken) continue;
    const first = events.length === 3;
    const decisions = first ? [child('solvency'), child('identity')] : [];
    swf.respondDecisionTaskCompleted({ taskToken, decisions });
  }
});
// #region the decider of the checks: solvency takes an hour, identity six days
cloud.process(function* checks() {
  while (true) {
    const taskList = { name: 'checks' };
    const task = yield* swf.pollForDecisionTask({ domain, taskList });
    const { taskToken, events, workflowExecution } = task;
    if (!taskToken) continue;
    const { workflowId } = workflowExecution;
    const takes = workflowId === 'solvency' ? hours(1) : days(6);
    const happened = (type: string) => events.some(({ eventType }) => eventType === type); // prettier-ignore
    swf.respondDecisionTaskCompleted({
      taskToken,
      decisions: happened('WorkflowExecutionCancelRequested')
        ? [{ decisionType: 'CancelWorkflowExecution' }]
        : happened('TimerFired')
          ? [{ decisionType: 'CompleteWorkflowExecution', completeWorkflowExecutionDecisionAttributes: { result: 'good' } }] // prettier-ignore
          : [{ decisionType: 'StartTimer', startTimerDecisionAttributes: { timerId: 'work', startToFireTimeout: String(takes) } }], // prettier-ignore
    });
  }
});
// #endregion
// The customer withdraws.
await cloud.run(days(withdrawn));
swf.terminateWorkflowExecution({ domain, workflowId: 'loan-1' });
await cloud.run(days(20));

// #region what became of all three, and the checks
const history = (workflowId: string, runId: string) =>
  swf.getWorkflowExecutionHistory({
    domain,
    execution: { workflowId, runId },
  }).events;
const parent = history('loan-1', loan);
const runs = parent.flatMap(
  ({ childWorkflowExecutionStartedEventAttributes: started }) =>
    started ? [started.workflowExecution] : [],
);
const all = [{ workflowId: 'loan-1', runId: loan }, ...runs].map(
  ({ workflowId, runId }) => {
    const events = history(workflowId, runId);
    const of = (index: number) =>
      (events.at(index)!.eventTimestamp.getTime() - parent[0]!.eventTimestamp.getTime()) / 1000; // prettier-ignore
    const end = events.at(-1)!.eventType.replace('WorkflowExecution', '');
    return { workflowId, from: of(0), to: of(-1), end };
  },
);
timeline({
  title: 'A loan and its two checks',
  description:
    'The loan and two child workflows begin together. Solvency ends soon. The loan is terminated, and what becomes of the identity check depends on the policy.',
  lanes: all.map(({ workflowId, from, to, end }) => ({
    name: workflowId,
    spans: [{ start: from, end: to, label: end }],
  })),
});
const day = (time: number) => Math.round((time / days(1)) * 100) / 100;
table(
  'What became of them',
  all.map(({ workflowId, to, end }) => ({
    workflow: workflowId,
    'ends with': end,
    'on day': day(to),
  })),
);
const [, solvency, identity] = all;
check('two children run beside their parent', runs.length === 2);
check(
  'the result of a child is in the history of its parent',
  solvency!.end === 'Completed' &&
    parent.some(({ childWorkflowExecutionCompletedEventAttributes: one }) => one?.result === 'good'), // prettier-ignore
);
const ends = { TERMINATE: 'Terminated', REQUEST_CANCEL: 'Canceled', ABANDON: 'Completed' }; // prettier-ignore
check(
  'what is open ends as the policy of the parent says',
  identity!.end === (withdrawn < 6 ? ends[childPolicy] : 'Completed'),
);
// #endregion
