/** The command line: `aws` and a small shell, on a cloud. */
export type { Callable, CommandOutcome } from './aws.ts';
export type { Completion } from './complete.ts';
export { type ScriptLine, Shell, type ShellOptions } from './shell.ts';
