import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { Cloud, connect } from '../../../src/sim/index.ts';
import { CYCLES } from '../sqs-cycles.ts';

/** The same by a client of the AWS SDK, in an async process: its middlewares and its check of digests included. */
export async function run(): Promise<number> {
  const cloud = new Cloud();
  const client = connect(new SQSClient({ region: 'us-east-1' }), cloud);
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: 'jobs' }));
  let received = 0;
  cloud.process(async function cycles() {
    for (let i = 0; i < CYCLES; i++) {
      await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a message' }));
      const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }));
      const { ReceiptHandle } = Messages![0]!;
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      received++;
    }
  });
  await cloud.run();
  return received - cloud.sqs.getQueue('jobs').approximateNumberOfMessages;
}
