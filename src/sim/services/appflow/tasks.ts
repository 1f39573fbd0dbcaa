import type { Model, Task as SentTask } from './schema.ts';

/** One step of a flow, with the operator of its connector. */
export interface Task {
  readonly taskType: string;
  readonly sourceFields: readonly string[];
  readonly destinationField: string | undefined;
  readonly operator: string | undefined;
  readonly properties: Readonly<Record<string, string>>;
}

/** A task as the API has it: its operator stands under the connector's name. */
export function readTask(task: Model<SentTask>): Task {
  const { taskType, sourceFields, destinationField, connectorOperator = {}, taskProperties = {} } = task;
  const operator = Object.values(connectorOperator)[0] as string | undefined;
  return { taskType, sourceFields, destinationField, operator, properties: taskProperties };
}
