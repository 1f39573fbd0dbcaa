/** Desired Capacity: a deterministic simulator of AWS's services. */
export * from './kernel/index.ts';
export * from './report/index.ts';
