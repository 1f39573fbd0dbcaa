import type { Cloud, Shell } from 'desired-capacity';

/** A help desk with two tickets, a bucket, and a flow from one to the other. */
export function setUp(cloud: Cloud, { files }: Shell): void {
  cloud.s3.createBucket({ bucket: 'lake' });
  cloud.appflow.createConnectorProfile({
    connectorProfileName: 'support',
    connectorType: 'Zendesk',
    connectionMode: 'Public',
    connectorProfileConfig: {
      connectorProfileProperties: {
        zendesk: { instanceUrl: 'https://example.com' },
      },
    },
  });
  const zendesk = cloud.appflow.application('Zendesk', 'support');
  zendesk.insert('tickets', { case: 4711, text: 'It does not turn on' });
  zendesk.insert('tickets', { case: 4712, text: 'It does not turn off' });
  const flow = {
    flowName: 'tickets-to-lake',
    triggerConfig: { triggerType: 'OnDemand' },
    sourceFlowConfig: {
      connectorType: 'Zendesk',
      connectorProfileName: 'support',
      sourceConnectorProperties: { Zendesk: { object: 'tickets' } },
    },
    destinationFlowConfigList: [
      {
        connectorType: 'S3',
        destinationConnectorProperties: { S3: { bucketName: 'lake' } },
      },
    ],
    tasks: [
      {
        taskType: 'Map',
        sourceFields: ['text'],
        destinationField: 'what',
      },
    ],
  };
  files.set('tickets-to-lake.json', JSON.stringify(flow, undefined, 2));
}
