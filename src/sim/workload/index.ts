/** Clients and traffic: what comes in, and who works on it. */
export { Arrivals, arrivals, type ArrivalsOptions } from './arrivals.ts';
export { backoff, standardRetries, type BackoffOptions } from './backoff.ts';
export { BrowserPage, openPage, type PageExchange, type PageFetchOptions } from './browser.ts';
export {
  consumerGroup,
  ConsumerGroup,
  type ConsumerGroupOptions,
  type LeaseSource,
} from './leases/consumer-group.ts';
export { SHARD_END, TRIM_HORIZON, type Lease } from './leases/lease.ts';
export type { LeaseModel } from './leases/lease-model.ts';
export type { LeaseTable } from './leases/lease-table.ts';
export { constant, ramp, Rate, spike } from './rate.ts';
export { workers, WorkerPool, type WorkersOptions, type WorkSource } from './workers.ts';
export * from './docker/index.ts';
export * from './http/index.ts';
