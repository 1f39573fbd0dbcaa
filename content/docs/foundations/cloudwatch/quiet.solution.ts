import type { Cloud } from 'desired-capacity';
import { publish } from './metric.ts';

/** A minute without an order is a zero, and somebody has to say so. */
export function* count(cloud: Cloud, takeOrders: () => number) {
  while (true) {
    yield 60;
    publish(cloud, 'Orders', [takeOrders()]);
  }
}
