/** AWS's own tongue: operations by name, and the AWS SDK's clients. */
export { connect, type Connectable, type SdkClient } from './connect.ts';
export { type ServiceClass } from './service.ts';
export { factsOf, NotLoaded, onNotLoaded, type ServiceFacts } from './services.ts';
