/** The AWS command line: `aws` as a command on every modelled service. */
export type { Callable, CommandOutcome } from './aws.ts';
export { Shell, type ShellOptions } from './shell.ts';
