import { Cloud } from '../../../src/sim/index.ts';
import { CYCLES } from '../sqs-cycles.ts';

/** Send, receive and delete on a standard queue, by its own methods; the receive is a long poll, which finds what is there. */
export async function run(): Promise<number> {
  const queue = new Cloud().sqs.createQueue('jobs');
  let received = 0;
  for (let i = 0; i < CYCLES; i++) {
    queue.sendMessage('a message');
    const [message] = queue.receiveMessage({ waitTimeSeconds: 1 }).take();
    queue.deleteMessage(message!.receiptHandle);
    received++;
  }
  return received - queue.approximateNumberOfMessages;
}
