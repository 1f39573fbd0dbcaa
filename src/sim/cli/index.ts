export type { Callable, Outcome } from './aws.ts';
export { Shell, type ShellOptions } from './shell.ts';
