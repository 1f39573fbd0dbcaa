import type { Process, Reply, Simulation } from '../../kernel/index.ts';
import type { Connection } from '../../cloud/endpoints/index.ts';
import { HttpError } from '../../cloud/endpoints/index.ts';
import { within } from '../../cloud/endpoints/index.ts';

/** How long a connection may take. */
export interface DialOptions {
  /** Seconds for a connection to each address. */
  timeout: number;
  /** Seconds after which the next address is tried beside the ones before. Infinity: when they have failed. */
  fallbackDelay: number;
}

/**
 * Opens a connection to the first of some addresses that takes it, and throws the last failure where none does. With a
 * fallback delay this is what browsers do (happy eyeballs, https://www.rfc-editor.org/rfc/rfc8305#section-5): they begin a
 * new attempt every 250 ms, keep the first connection and drop the others.
 */
export function* dial(
  simulation: Simulation,
  addresses: readonly string[],
  connect: (address: string) => Reply<Connection>,
  { timeout, fallbackDelay }: DialOptions,
): Generator<Reply<unknown>, Connection, unknown> {
  const only = addresses.length === 1 ? addresses[0] : undefined;
  if (only !== undefined) return yield* within(simulation, connect(only), timeout, 'connect timeout');
  const results = simulation.store<Connection | HttpError>(Infinity, 'a connection');
  const attempts: Process<void>[] = [];
  let failure = new HttpError('unknown host', 'no address');
  let under = 0;
  try {
    for (let next = 0; under > 0 || next < addresses.length;) {
      if (next < addresses.length) {
        const address = addresses[next++]!;
        attempts.push(simulation.process(() => attempt(address)));
        under++;
      }
      const more = next < addresses.length && fallbackDelay < Infinity;
      const result = more ? yield* firstWithin(fallbackDelay) : yield* results.get();
      if (result === undefined) continue;
      under--;
      if (!(result instanceof HttpError)) return result;
      failure = result;
    }
    throw failure;
  } finally {
    for (const process of attempts) process.cancel();
    // Others that were there at the same instant.
    for (let rest = results.length; rest > 0; rest--) {
      const other = yield* results.get();
      if (!(other instanceof HttpError)) other.close();
    }
  }

  function* attempt(address: string): Generator<Reply<unknown>, void> {
    try {
      results.put(yield* within(simulation, connect(address), timeout, 'connect timeout'));
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      results.put(error);
    }
  }

  function* firstWithin(delay: number): Generator<Reply<unknown>, Connection | HttpError | undefined> {
    const [, result] = yield* simulation.race<Connection | HttpError | void>([
      results.get(),
      simulation.sleep(delay),
    ]);
    return result as Connection | HttpError | undefined;
  }
}
