import type { Cloud } from 'desired-capacity';

type Flow = Parameters<Cloud['appflow']['createFlow']>[0];
/** What a flow does to a record on its way. */
export type Tasks = Flow['tasks'];

/** When a flow runs by itself, and what a run moves. */
export interface Schedule {
  scheduleExpression: string;
  dataPullMode: 'Incremental' | 'Complete';
}

/** Starts a flow that moves the tickets of Zendesk to the bucket. */
export function startFlow(cloud: Cloud, scheduled: Schedule, tasks: Tasks) {
  const flowName = 'tickets-to-lake';
  cloud.appflow.createFlow({
    flowName,
    triggerConfig: {
      triggerType: 'Scheduled',
      triggerProperties: { scheduled },
    },
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
    tasks,
  });
  cloud.appflow.startFlow({ flowName });
}
