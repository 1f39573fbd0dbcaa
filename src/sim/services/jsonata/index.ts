/** JSONata: the query language of AWS Step Functions, as AWS has it. */
export { Jsonata } from './jsonata.ts';
export { JsonataError } from './jsonata-error.ts';
