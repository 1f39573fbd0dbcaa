export type { Callable, CommandOutcome } from './aws.ts';
export { Shell, type ShellOptions } from './shell.ts';
