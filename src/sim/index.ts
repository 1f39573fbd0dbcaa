/** Desired Capacity: a deterministic simulator of AWS's services. */
export * from './kernel/index.ts';
export * from './report/index.ts';
export {
  connect,
  type Connectable,
  type OperationArguments,
  type OperationInput,
  type OperationName,
  type OperationOutput,
  type SdkClient,
  type ServiceName,
} from './tongue/index.ts';
export { Cloud, RegionalServices, setDefaultSeed, type CloudOptions } from './cloud.ts';
export * from './cloud/index.ts';
export * from './services/sqs/index.ts';
export * from './workload/index.ts';
