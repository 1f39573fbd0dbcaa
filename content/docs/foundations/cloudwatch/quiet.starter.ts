import type { Cloud } from 'desired-capacity';
import { publish } from './metric.ts';

/** Called once: counts the orders of the night, and publishes them. */
export function* count(cloud: Cloud, takeOrders: () => number) {
  while (true) {
    yield 60;
    const orders = takeOrders(); // How many came in this minute.
    if (orders > 0) publish(cloud, 'Orders', [orders]);
  }
}
