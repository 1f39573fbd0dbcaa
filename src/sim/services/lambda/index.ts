/** AWS Lambda: functions, the environments in which they run, and what calls them. */
export { InvocationContext } from './code/context.ts';
export {
  zipOf,
  type Duration,
  type FunctionCode,
  type FunctionPackage,
  type Handler,
  type Load,
} from './code/package.ts';
export { ExitRuntime } from './environments/code.ts';
export { cpuTime, vcpus } from './environments/compute.ts';
export type { Phase } from './environments/environment.ts';
export type { EnvironmentModel, Routing } from './environments/model.ts';
export type { Run } from './invocations.ts';
export { Lambda, type FunctionOptions } from './lambda.ts';
export { lambdaLimits } from './limits.ts';
export { lambdaMetrics, type LambdaMetricName } from './metrics.ts';
export type { LambdaModel } from './model.ts';
export { lambdaPrices } from './prices.ts';
