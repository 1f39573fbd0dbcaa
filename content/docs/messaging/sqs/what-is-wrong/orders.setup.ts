import { type Cloud, minutes } from 'desired-capacity';

/** An order each minute, and nobody who receives one. */
export async function setUp(cloud: Cloud): Promise<void> {
  cloud.metrics.keep({ namespace: 'AWS/SQS' });
  const orders = cloud.sqs.createQueue('orders');
  for (let minute = 0; minute < 60; minute += 1) {
    orders.sendMessage(`order ${minute}`);
    await cloud.run(minutes(1));
  }
}
