/** The signals that end containers, by number. */
const SIGNALS: ReadonlyMap<number, string> = new Map([
  [1, 'SIGHUP'],
  [2, 'SIGINT'],
  [3, 'SIGQUIT'],
  [4, 'SIGILL'],
  [6, 'SIGABRT'],
  [8, 'SIGFPE'],
  [9, 'SIGKILL'],
  [11, 'SIGSEGV'],
  [13, 'SIGPIPE'],
  [15, 'SIGTERM'],
]);

/** The exit code of a process that a signal ended: 128 and its number. */
export const SIGKILLED = 137;
/** The exit code of a process that SIGTERM ended. */
export const SIGTERMED = 143;

/** A container's reason when the kernel killed it for memory. */
export const OUT_OF_MEMORY = 'OutOfMemoryError: Container killed due to memory usage';

/** What an exit code says, in words. */
export function explainExitCode(code: number, outOfMemory = false): string {
  if (code === 0) return 'it ended by itself, without an error';
  if (code === 125) return 'the container could not be run';
  if (code === 126) return 'its command could not be invoked';
  if (code === 127) return 'its command was not found';
  const signal = SIGNALS.get(code - 128);
  if (!signal) return 'its own error';
  if (code !== SIGKILLED) return `ended by ${signal}`;
  return outOfMemory
    ? 'killed by the kernel, as it wanted more memory than its limit'
    : 'killed by SIGKILL: it did not end within its stopTimeout, or wanted more memory than its limit';
}
