import type { Schema } from '../../tongue/schema.ts';

/** JSONata is no service of AWS's: it has no operations. */
export const schema: Schema = {
  title: 'JSONata',
  serviceId: 'JSONata',
  protocol: 'json',
  operations: {},
  structures: {},
  enums: {},
  errors: {},
  notModelled: '',
};
