/** AWS's own tongue: operations by name, and the AWS SDK's clients. */
export { connect, type Connectable, type SdkClient } from './connect.ts';
export { Requests } from './requests.ts';
export type {
  OperationArguments,
  OperationInput,
  OperationName,
  OperationOutput,
  ServiceName,
  Services,
} from './services.ts';
