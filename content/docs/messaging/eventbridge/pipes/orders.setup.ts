import type { Cloud, Shell } from 'desired-capacity';

/** A queue of orders, a queue for the large ones, and a role that a pipe takes. */
export function setUp(cloud: Cloud, { variables }: Shell): void {
  const orders = cloud.sqs.createQueue('orders');
  const large = cloud.sqs.createQueue('large');
  variables.set('orders', orders.url);
  variables.set('large', large.url);
  variables.set('orders_arn', orders.arn);
  variables.set('large_arn', large.arn);
  variables.set('role', 'arn:aws:iam::123456789012:role/pipe');
}
