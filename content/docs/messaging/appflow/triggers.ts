import { AwsError, check, days, hours, table } from 'desired-capacity';
import { CONNECTORS } from 'desired-capacity/appflow';
import { company, lake } from './company.ts';

const cloud = company();
// #region three sources, and how a flow is made
const sources = [
  ['Salesforce', 'sales', 'salesforce', 'Account'],
  ['Slack', 'chat', 'slack', 'messages'],
  ['Servicenow', 'incidents', 'serviceNow', 'incident'],
] as const;
type Input = Parameters<typeof cloud.appflow.createFlow>[0];
function make(
  flowName: string,
  [
    connectorType,
    connectorProfileName,
    key,
    object,
  ]: (typeof sources)[number],
  triggerConfig: Input['triggerConfig'],
) {
  cloud.appflow.createFlow({
    flowName,
    triggerConfig,
    sourceFlowConfig: {
      connectorType,
      connectorProfileName,
      sourceConnectorProperties: { [key]: { object } },
    },
    destinationFlowConfigList: [
      {
        connectorType: 'S3',
        destinationConnectorProperties: { s3: { bucketName: 'lake' } },
      },
    ],
    tasks: [{ taskType: 'Map_all', sourceFields: [] }],
  });
}
const refusal = (action: () => void) => {
  try {
    action();
    return 'made';
  } catch (error) {
    if (error instanceof AwsError) return error.name;
    throw error;
  }
};
const runs = (flowName: string) =>
  cloud.appflow.describeFlowExecutionRecords({ flowName }).flowExecutions!
    .length;
// #endregion
const [salesforce, slack, servicenow] = sources;
const daily = { scheduled: { scheduleExpression: 'rate(1days)' } };
make('on-demand', servicenow, { triggerType: 'OnDemand' });
make('on-event', salesforce, { triggerType: 'Event' });
make('daily', slack, { triggerType: 'Scheduled', triggerProperties: daily });
const slackEvents = refusal(() =>
  make('slack-events', slack, { triggerType: 'Event' }),
);
for (const flowName of ['on-event', 'daily'])
  cloud.appflow.startFlow({ flowName });
for (let hour = 0; hour < 48; hour++) {
  cloud.appflow.application('Slack', 'chat').insert('messages', { hour });
  if (hour % 8 === 0)
    cloud.appflow
      .application('Salesforce', 'sales')
      .insert('Account', { account: hour });
  await cloud.run(hours(1));
}
await cloud.run(days(0.1));

// #region two flows over one connection, no DynamoDB, the tables and the checks
const second = refusal(() =>
  make('second', salesforce, { triggerType: 'OnDemand' }),
);
const [sales] = cloud.appflow.describeConnectorProfiles({
  connectorProfileNames: ['sales'],
}).connectorProfileDetails!;
const dynamo = refusal(() =>
  cloud.appflow.createFlow({
    flowName: 'to-dynamodb',
    triggerConfig: { triggerType: 'OnDemand' },
    sourceFlowConfig: {
      connectorType: 'Salesforce',
      connectorProfileName: 'sales',
      sourceConnectorProperties: { salesforce: { object: 'Account' } },
    },
    destinationFlowConfigList: [
      {
        connectorType: 'DynamoDB' as 'S3',
        destinationConnectorProperties: { s3: { bucketName: 'lake' } },
      },
    ],
    tasks: [{ taskType: 'Map_all', sourceFields: [] }],
  }),
);
const onDemand = runs('on-demand');
cloud.appflow.startFlow({ flowName: 'on-demand' });
await cloud.run(10);
table('Two days, three triggers', [
  { flow: 'on-demand', runs: onDemand },
  { flow: 'on-event', runs: runs('on-event') },
  { flow: 'daily', runs: runs('daily') },
]);
check(
  'a flow on demand runs when it is started',
  onDemand === 0 && runs('on-demand') === 1,
);
check('a flow on an event runs with each change', runs('on-event') === 6);
check('a flow on a schedule runs by the clock', runs('daily') === 2);
check('Slack tells of no changes', slackEvents === 'ValidationException');
check(
  'there is no connector for DynamoDB',
  dynamo !== 'made' && !('DynamoDB' in CONNECTORS),
);
check(
  'a connection keeps how to reach the application, apart from flows',
  sales!.connectorProfileProperties?.salesforce?.instanceUrl ===
    'https://example.com',
);
check(
  'two flows share one connection',
  second === 'made' && cloud.appflow.listFlows().flows!.length === 4,
);
check(
  'messages of Slack and accounts of Salesforce are in the bucket',
  lake(cloud).some(({ hour }) => hour !== undefined) &&
    lake(cloud).some(({ account }) => account !== undefined),
);
// #endregion
