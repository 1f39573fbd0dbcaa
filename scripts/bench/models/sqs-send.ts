import { Cloud } from '../../../src/sim/index.ts';
import { CYCLES } from '../sqs-cycles.ts';

/** The same by `cloud.send`, in a process: three requests a cycle, each with its latency and its digests. */
export async function run(): Promise<number> {
  const cloud = new Cloud();
  let received = 0;
  cloud.process(function* () {
    const { QueueUrl } = yield* cloud.send('sqs', 'CreateQueue', { QueueName: 'jobs' });
    for (let i = 0; i < CYCLES; i++) {
      yield* cloud.send('sqs', 'SendMessage', { QueueUrl, MessageBody: 'a message' });
      const { Messages } = yield* cloud.send('sqs', 'ReceiveMessage', { QueueUrl, WaitTimeSeconds: 1 });
      yield* cloud.send('sqs', 'DeleteMessage', { QueueUrl, ReceiptHandle: Messages![0]!.ReceiptHandle });
      received++;
    }
  });
  await cloud.run();
  return received - cloud.sqs.getQueue('jobs').approximateNumberOfMessages;
}
