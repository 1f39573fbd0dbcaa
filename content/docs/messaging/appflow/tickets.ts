import { check, table } from 'desired-capacity';
import { company, lake } from './company.ts';

const cloud = company();
// #region four tickets
const zendesk = cloud.appflow.application('Zendesk', 'support');
zendesk.insert('tickets', { case: 41, mail: 'ann@example.com', text: 'Hi' });
zendesk.insert('tickets', { case: 4711, mail: 'bob@example.com', text: 'A' });
zendesk.insert('tickets', { case: 5012, mail: 'eve@example.com', text: '' });
zendesk.insert('tickets', { case: 6200, mail: 'joe@example.com', text: 'B' });
// #endregion
cloud.appflow.createFlow({
  flowName: 'tickets-to-lake',
  triggerConfig: { triggerType: 'OnDemand' },
  // #region source: Zendesk; destination: a bucket
  sourceFlowConfig: {
    connectorType: 'Zendesk',
    connectorProfileName: 'support',
    sourceConnectorProperties: { zendesk: { object: 'tickets' } },
  },
  destinationFlowConfigList: [
    {
      connectorType: 'S3',
      destinationConnectorProperties: { s3: { bucketName: 'lake' } },
    },
  ],
  // #endregion
  tasks: [
    {
      taskType: 'Filter',
      sourceFields: ['case'],
      connectorOperator: { zendesk: 'GREATER_THAN' },
      taskProperties: { VALUE: '1000' },
    },
    {
      taskType: 'Validate',
      sourceFields: ['text'],
      connectorOperator: { zendesk: 'VALIDATE_NON_NULL' },
      taskProperties: { VALIDATION_ACTION: 'DropRecord' },
    },
    // #region mask all but the end of the address, and two fields mapped
    {
      taskType: 'Mask',
      sourceFields: ['mail'],
      connectorOperator: { zendesk: 'MASK_FIRST_N' },
      taskProperties: { MASK_LENGTH: '3', MASK_VALUE: '*' },
    },
    { taskType: 'Map', sourceFields: ['case'], destinationField: 'number' },
    { taskType: 'Map', sourceFields: ['mail'], destinationField: 'who' },
    // #endregion
  ],
});
cloud.appflow.startFlow({ flowName: 'tickets-to-lake' });

// #region the table and the checks
await cloud.run(10);
const arrived = lake(cloud);
table('Four tickets in Zendesk, in the bucket', [
  { flow: 'tickets-to-lake', 'tickets that arrived': arrived.length },
]);
table(
  'What arrived',
  arrived.map(({ number, who }) => ({
    number: String(number),
    who: who as string,
  })),
);
check('the records are moved without code of ours', arrived.length > 0);
check(
  'the filter keeps small case numbers back',
  arrived.every(({ number }) => Number(number) > 1000),
);
check(
  'the validation drops a ticket without text',
  arrived.every(({ number }) => number !== 5012),
);
check(
  'fields have the names of the destination',
  arrived.every((record) => Object.keys(record).join() === 'number,who'),
);
check(
  'the mask hides the beginning',
  arrived.every(({ who }) => (who as string).startsWith('***@')),
);
// #endregion
