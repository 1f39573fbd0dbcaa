export { Checker } from './checker.ts';
export { asksEndpoint, checkConfig, CHECKER_REGIONS, type HealthCheckConfig } from './config.ts';
export { detection } from './detection.ts';
export { EndpointCheck, HEALTHY_SHARE } from './endpoint-check.ts';
export { failureOf, PATIENCE, type ProbeOutcome } from './probe.ts';
export { calculated, type DataStream, MetricCheck, statusOf } from './status.ts';
