import type { Cloud } from 'desired-capacity';

/** Lets a rule send to a queue: without such a policy it may not. */
export function allow(queueArn: string, ruleArn: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: queueArn,
      Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
    },
  });
}

/** Creates a rule, and a queue of the same name as its target. */
export function createRule(
  cloud: Cloud,
  name: string,
  pattern: object,
  eventBusName = 'default',
) {
  const { ruleArn } = cloud.eventbridge.putRule({
    name,
    eventBusName,
    eventPattern: JSON.stringify(pattern),
  });
  const policy = allow(cloud.arn('sqs', name), ruleArn!);
  const queue = cloud.sqs.createQueue(name, { policy });
  const targets = [{ id: 'queue', arn: queue.arn }];
  cloud.eventbridge.putTargets({ rule: name, eventBusName, targets });
  return queue;
}

/** Puts an event on a bus; answers what PutEvents says of it. */
export function put(
  cloud: Cloud,
  source: string,
  detailType: string,
  detail: object,
  eventBusName = 'default',
) {
  const text = JSON.stringify(detail);
  const entry = { source, detailType, detail: text, eventBusName };
  return cloud.eventbridge.putEvents({ entries: [entry] }).entries![0]!;
}
