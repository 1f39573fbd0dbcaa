import type { Schedule, Tasks } from './help-desk.ts';

// An incremental run begins where the run before has ended. A task says
// which records go on, another what is left of a value.
export const schedule: Schedule = {
  scheduleExpression: 'rate(1hours)',
  dataPullMode: 'Incremental',
};
export const tasks: Tasks = [
  { taskType: 'Map_all', sourceFields: [] },
  {
    taskType: 'Validate',
    sourceFields: ['text'],
    connectorOperator: { zendesk: 'VALIDATE_NON_NULL' },
    taskProperties: { VALIDATION_ACTION: 'DropRecord' },
  },
  {
    taskType: 'Mask',
    sourceFields: ['mail'],
    connectorOperator: { zendesk: 'MASK_ALL' },
  },
];
