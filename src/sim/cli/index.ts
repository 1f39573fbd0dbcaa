/** The command line: `aws` and a small shell, on a cloud. */
export type { Callable, CommandOutcome } from './aws.ts';
export { Shell, type ShellOptions } from './shell.ts';
