/** The library without its services: kernel, cloud, tongue, workload and report. Services come in chunks of their own. */
export * from './kernel/index.ts';
export * from './report/index.ts';
export * from './cli/index.ts';
export * from './tongue/index.ts';
export {
  type ActingCloud,
  Cloud,
  provide,
  RegionalServices,
  setDefaultSeed,
  type CloudOptions,
} from './cloud.ts';
export type {
  OperationArguments,
  OperationInput,
  OperationName,
  OperationOutput,
  ServiceName,
  Services,
} from './services.ts';
export * from './cloud/index.ts';
export * from './workload/index.ts';
