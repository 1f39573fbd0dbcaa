/** AWS Step Functions: state machines that call services in order, wait, retry and catch. */
export { Activity } from './activity.ts';
export { mermaidOf } from './diagram.ts';
export { Execution, type ExecutionStatus } from './execution.ts';
export type { Lane } from './lanes.ts';
export { sfnLimits } from './limits.ts';
export type { LogEntry } from './log.ts';
export {
  activityMetrics,
  executionMetrics,
  type ActivityMetricName,
  type ExecutionMetricName,
} from './metrics.ts';
export type { SfnModel } from './model.ts';
export { sfnPrices } from './prices.ts';
export { Sfn, type MachineOptions } from './sfn.ts';
export type { Step } from './steps.ts';
export { StateMachine, type Input as ExecutionInput, type StartOptions } from './state-machine.ts';
