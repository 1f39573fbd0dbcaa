/* Taken once, so that code under simulation can't change how the loop breathes. */
const { setImmediate, process, MessageChannel } = globalThis as {
  setImmediate?: (callback: () => void) => void;
  process?: { nextTick?: (callback: () => void) => void };
  MessageChannel: typeof globalThis.MessageChannel;
};

/** Fake timers (sinon's, hence Vitest's and Jest's) mark the functions that they put in place. */
function genuine<F extends object>(given: F | undefined): F | undefined {
  return given && !('clock' in given) ? given : undefined;
}

const immediate = genuine(setImmediate);
const nextTick = genuine(process?.nextTick);

/** Lets the event loop turn once. A message, where there is no genuine setImmediate: browsers stretch nested timeouts to 4 ms. */
export function macrotask(): Promise<void> {
  if (immediate) return new Promise((resolve) => immediate(resolve));
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

/** Rounds of promises after which code counts as waiting for something of the machine's. */
const LONGEST = 10_000;

/**
 * Lets promises run as far as they go, and nothing else: no timer, no file and no thread of the machine's is heard
 * meanwhile, so that the outcome is no matter of luck.
 *
 * @param settled whether the code that was resumed waits for something of the simulation's, or has ended
 */
export async function settle(settled: () => boolean): Promise<void> {
  if (nextTick) {
    // Node.js calls this once no promise has anything left to do. Twice more for code that takes such turns itself.
    for (let turn = 0; turn < 3 || (turn < 50 && !settled()); turn++)
      await new Promise<void>((resolve) => nextTick(resolve));
    return;
  }
  for (let round = 0; round < LONGEST && !settled(); round++) await undefined;
  if (settled()) await macrotask();
}
