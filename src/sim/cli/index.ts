/** The command line: `aws` and a small shell, on a cloud. */
export type { Callable } from './aws.ts';
export type { Completion } from './complete.ts';
export type { CommandOutcome } from './outcome.ts';
export { type ScriptLine, Shell, type ShellOptions } from './shell.ts';
