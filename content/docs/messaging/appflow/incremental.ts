import { check, hours, table } from 'desired-capacity';
import { company } from './company.ts';

const dataPullMode = 'Incremental'; // knob 'Incremental' | 'Complete'

const cloud = company();
const salesforce = cloud.appflow.application('Salesforce', 'sales');
for (let id = 1; id <= 1000; id++)
  salesforce.insert('Account', { id, city: 'Bonn' });

cloud.appflow.createFlow({
  flowName: 'accounts-to-redshift',
  triggerConfig: {
    triggerType: 'Scheduled',
    triggerProperties: {
      scheduled: { scheduleExpression: 'rate(1hours)', dataPullMode },
    },
  },
  // #region source: Salesforce; destination: Redshift; every field mapped
  sourceFlowConfig: {
    connectorType: 'Salesforce',
    connectorProfileName: 'sales',
    sourceConnectorProperties: { salesforce: { object: 'Account' } },
  },
  destinationFlowConfigList: [
    {
      connectorType: 'Redshift',
      connectorProfileName: 'warehouse',
      destinationConnectorProperties: {
        redshift: { object: 'accounts', intermediateBucketName: 'lake' },
      },
    },
  ],
  tasks: [{ taskType: 'Map_all', sourceFields: [] }],
  // #endregion
});
cloud.appflow.startFlow({ flowName: 'accounts-to-redshift' });
// Each half hour after, one account moves to another city.
for (let id = 1; id <= 24; id++) {
  await cloud.run(hours(0.5));
  salesforce.update('Account', 'id', id, { city: 'Oslo' });
  await cloud.run(hours(0.5));
}

// #region the table and the checks
await cloud.run(60);
const { flowExecutions = [] } = cloud.appflow.describeFlowExecutionRecords({
  flowName: 'accounts-to-redshift',
});
const moved = flowExecutions.map(
  ({ executionResult }) => executionResult?.recordsProcessed ?? 0,
);
table('Twenty-four hours', [
  {
    runs: flowExecutions.length,
    'records of the first run': moved.at(-1) ?? 0,
    'records of the last run': moved[0] ?? 0,
    'records in all': moved.reduce((sum, count) => sum + count, 0),
  },
]);
check('the flow runs by itself, once an hour', flowExecutions.length >= 23);
check('a later run moves only what has changed', moved[0] === 1);
check(
  'the changes are in Redshift',
  cloud.appflow
    .application('Redshift', 'warehouse')
    .records('accounts')
    .some(({ fields }) => fields['city'] === 'Oslo'),
);
// #endregion
