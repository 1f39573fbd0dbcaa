import { check, Cloud, plot, table } from 'desired-capacity';

const raised = 20; // knob raised to: 2..40
const cloud = new Cloud();
const items = Array.from({ length: 120 }, (_, i) => ({ sku: i + 1 }));
const machine = cloud.sfn.machine('prices', {
  StartAt: 'Each item',
  States: {
    'Each item': {
      Type: 'Map',
      MaxConcurrency: 2,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'Work',
        States: { Work: { Type: 'Wait', Seconds: 10, End: true } },
      },
      End: true,
    },
  },
});
const run = machine.start(items);
await cloud.run(100);
const { mapRunArn } = cloud.sfn.listMapRuns({ executionArn: run.arn }).mapRuns[0]!; // prettier-ignore
// #region what is counted
const count = () => cloud.sfn.describeMapRun({ mapRunArn }).itemCounts;
const before = count();
// #endregion
cloud.sfn.updateMapRun({ mapRunArn, maxConcurrency: raised });
// #region the end of the run, the plot, the table and the checks
const curve = cloud.record(() => count().running, { every: 5 });
await run.done;
plot({
  title: 'Child executions under way',
  description:
    'Two run at once for a hundred seconds. From then on as many as the Map Run has been raised to, and none in the end.',
  x: { label: 'Seconds' },
  y: { label: 'At once' },
  series: [
    {
      name: 'children',
      style: 'step',
      points: [[0, 2], ...curve, [run.duration, 0]],
    },
  ],
});
const { succeeded, total } = count();
const counted = ({ succeeded, running, pending }: typeof before) => ({ succeeded, running, pending }); // prettier-ignore
table('A Map Run of 120 items', [
  { look: 'before', second: 100, ...counted(before) },
  { look: 'at the end', second: Math.round(run.duration), ...counted(count()) }, // prettier-ignore
]);
const most = Math.max(...curve.map(([, n]) => n));
check('from the update on more run at once', most === raised);
check('all items are done, and none twice', succeeded === 120 && total === 120); // prettier-ignore
const seconds = 100 + Math.ceil((120 - before.succeeded) / raised) * 10;
check('what is left takes as many rounds as the new ceiling wants', run.duration <= seconds + 1); // prettier-ignore
// #endregion
