/** Amazon AppFlow: flows that move records between applications, on demand, on an event or on a schedule. */
export { Application, type AppRecord, type Fields, type Value } from './application.ts';
export { Appflow } from './appflow.ts';
export { CONNECTORS, type ConnectorFacts } from './connectors.ts';
export { appflowLimits } from './limits.ts';
export type { AppflowModel } from './model.ts';
