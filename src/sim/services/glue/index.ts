/** AWS Glue: a catalogue of tables, crawlers that fill it, and jobs that move data and change them. */
export { type Row } from './classifier.ts';
export { Glue } from './glue.ts';
export { type JobContext, type Script } from './job-run.ts';
export { glueLimits } from './limits.ts';
export type { GlueModel } from './model.ts';
export { gluePrices } from './prices.ts';
