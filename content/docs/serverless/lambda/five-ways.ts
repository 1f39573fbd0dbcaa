import { check, Cloud, table } from 'desired-capacity';

const cloud = new Cloud();
const seen: { by: string; 'at (s)': number }[] = [];
// #region a function that notes whom the event names
const { functionArn } = cloud.lambda.createFunction({
  functionName: 'work',
  code: () => (event: Record<string, unknown>) => {
    const [record] = (event['Records'] ?? [event]) as Record<
      string,
      unknown
    >[];
    const by = record!['eventSource'] ?? record!['EventSource'];
    const source = by ?? record!['source'] ?? 'a caller';
    seen.push({ by: String(source), 'at (s)': Math.round(cloud.now) });
  },
});
// #endregion
// #region a queue, a topic and a bus, and who may call
const queue = cloud.sqs.createQueue('jobs');
const { topicArn } = cloud.sns.createTopic({ name: 'news' });
const rule = cloud.eventbridge.putRule({
  name: 'hourly',
  scheduleExpression: 'rate(1 minute)',
});
const allow = (service: string, sourceArn: string) =>
  cloud.lambda.addPermission({
    functionName: 'work',
    statementId: service,
    action: 'lambda:InvokeFunction',
    principal: `${service}.amazonaws.com`,
    sourceArn,
  });
allow('sns', topicArn!);
allow('events', rule.ruleArn!);
// #endregion
await cloud.lambda.run('work', {}); // somebody calls
await cloud.lambda.createEventSourceMapping({
  functionName: 'work',
  eventSourceArn: queue.arn,
});
cloud.sns.subscribe({
  topicArn: topicArn!,
  protocol: 'lambda',
  endpoint: functionArn!,
});
cloud.eventbridge.putTargets({
  rule: 'hourly',
  targets: [{ id: '1', arn: functionArn! }],
});
queue.sendMessage('a job');
cloud.sns.publish({ topicArn: topicArn!, message: 'news' });
await cloud.run(70);

// #region the table and the checks
table('Who called the function', seen);
const by = new Set(seen.map((one) => one.by));
check('a caller', by.has('a caller'));
check('a queue, by an event source mapping', by.has('aws:sqs'));
check('a topic', by.has('aws:sns'));
check('a rule of EventBridge', by.has('aws.events'));
// #endregion
