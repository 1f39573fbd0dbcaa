import {
  AppflowClient,
  CreateConnectorProfileCommand,
  CreateFlowCommand,
  DescribeFlowCommand,
  DescribeFlowExecutionRecordsCommand,
  ResourceNotFoundException,
  StartFlowCommand,
} from '@aws-sdk/client-appflow';
import { expect, test } from 'vitest';
import { Cloud, connect } from '../../index.ts';

test('the real client of AppFlow makes a flow, runs it and reads its executions', async () => {
  const cloud = new Cloud();
  const client = connect(new AppflowClient({ region: 'us-east-1' }), cloud);
  await client.send(
    new CreateConnectorProfileCommand({
      ...{ connectorProfileName: 'helpdesk', connectorType: 'Zendesk', connectionMode: 'Public' },
      connectorProfileConfig: {
        connectorProfileProperties: { Zendesk: { instanceUrl: 'https://example.zendesk.com' } },
        connectorProfileCredentials: { Zendesk: { clientId: 'c', clientSecret: 's' } },
      },
    }),
  );
  cloud.s3.createBucket({ bucket: 'lake' });
  cloud.appflow.application('Zendesk', 'helpdesk').insert('tickets', { id: 1, case: 4711 });
  await client.send(
    new CreateFlowCommand({
      flowName: 'tickets',
      triggerConfig: { triggerType: 'OnDemand' },
      sourceFlowConfig: {
        ...{ connectorType: 'Zendesk', connectorProfileName: 'helpdesk' },
        sourceConnectorProperties: { Zendesk: { object: 'tickets' } },
      },
      destinationFlowConfigList: [
        { connectorType: 'S3', destinationConnectorProperties: { S3: { bucketName: 'lake' } } },
      ],
      tasks: [
        {
          taskType: 'Map',
          sourceFields: ['case'],
          connectorOperator: { Zendesk: 'NO_OP' },
          destinationField: 'number',
        },
      ],
    }),
  );
  const { executionId } = await client.send(new StartFlowCommand({ flowName: 'tickets' }));
  await cloud.run(10);
  const { flowExecutions } = await client.send(
    new DescribeFlowExecutionRecordsCommand({ flowName: 'tickets' }),
  );
  expect(flowExecutions).toMatchObject([{ executionId, executionStatus: 'Successful' }]);
  const { body } = cloud.s3.getObject({ bucket: 'lake', key: `tickets/${executionId}` });
  expect(new TextDecoder().decode(body)).toBe('{"number":4711}\n');
  await expect(client.send(new DescribeFlowCommand({ flowName: 'none' }))).rejects.toBeInstanceOf(
    ResourceNotFoundException,
  );
});
