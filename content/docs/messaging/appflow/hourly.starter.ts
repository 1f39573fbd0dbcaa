import type { Schedule, Tasks } from './help-desk.ts';

// Wanted: once an hour, what has changed in the help desk since the hour
// before. No ticket without text, and no address in the bucket.
export const schedule: Schedule = {
  scheduleExpression: 'rate(1hours)',
  dataPullMode: 'Complete',
};
export const tasks: Tasks = [{ taskType: 'Map_all', sourceFields: [] }];
