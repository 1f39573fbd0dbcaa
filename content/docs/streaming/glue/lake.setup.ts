import type { Cloud } from 'desired-capacity';

/** A bucket with orders, and a database that is empty. */
export function setUp(cloud: Cloud): void {
  const lake = cloud.s3.bucket('lake');
  const order = (id: number) =>
    JSON.stringify({ id, customer: 7, euros: 20 });
  lake.put('orders/0.json', `${order(1)}\n${order(2)}\n`);
  cloud.glue.createDatabase({ databaseInput: { name: 'shop' } });
}
