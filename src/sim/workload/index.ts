/** Clients and traffic: what comes in, and who works on it. */
export { Arrivals, arrivals, type ArrivalsOptions } from './arrivals.ts';
export { backoff, standardRetries, type BackoffOptions } from './backoff.ts';
export { constant, ramp, Rate, spike } from './rate.ts';
export { workers, WorkerPool, type WorkersOptions, type WorkSource } from './workers.ts';
export * from './http/index.ts';
