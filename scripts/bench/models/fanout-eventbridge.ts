import { Cloud } from '../../../src/sim/index.ts';
import { SUBSCRIBERS } from '../events.ts';

/** Events that rules deliver to many queues. Gives the messages that came. */
export async function run(events: string): Promise<number> {
  const cloud = new Cloud();
  const Statement = { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: '*' };
  const policy = JSON.stringify({ Version: '2012-10-17', Statement });
  const queues = Array.from({ length: SUBSCRIBERS }, (_, i) => cloud.sqs.createQueue(`q${i}`, { policy }));
  for (const [i, { arn }] of queues.entries()) {
    cloud.eventbridge.putRule({ name: `r${i}`, eventPattern: '{"source":["bench"]}' });
    cloud.eventbridge.putTargets({ rule: `r${i}`, targets: [{ id: 't', arn }] });
  }
  const entries = [{ source: 'bench', detailType: 't', detail: '{"a":"message"}' }];
  for (let i = 0; i < Number(events); i++) cloud.eventbridge.putEvents({ entries });
  await cloud.run(1);
  return queues.reduce((sum, queue) => sum + queue.approximateNumberOfMessages, 0);
}
