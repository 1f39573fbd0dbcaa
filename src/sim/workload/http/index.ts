/** The workload side of HTTP: clients that wait, retry and keep connections, users who think, and what became of it all. */
export { expectedAttempts, hitRatio, layered } from './amplification.ts';
export { Call } from './call.ts';
export type { CircuitBreakerOptions } from './circuit-breaker.ts';
export { HttpClient, type HttpClientOptions } from './client.ts';
export type { DnsCacheOptions } from './dns-cache.ts';
export { LatencyHistogram } from './latency-histogram.ts';
export type { Outcome } from './message.ts';
export { Outcomes, type OutcomesOptions } from './outcomes.ts';
export type { PoolOptions } from './pool.ts';
export { RetryBudget, standardBudget, type RetryBudgetOptions } from './retry-budget.ts';
export { mayPass, noRetries, type RetryPolicy } from './retry-policy.ts';
export { User, users, visitors, type UsersOptions, type Visit, type VisitorsOptions } from './users.ts';
