import { JsonataError } from './jsonata-error.ts';

/** An expression may nest as deep; AWS was measured to refuse the next level. */
const DEEPEST = 100;

/** The bytes that one value may hold, eight a number and one a character; measured on AWS too. */
const LARGEST = 6_990_256;

/**
 * AWS stops an expression by the clock, which a simulation does not have. The largest payloads, sorted by a function, take
 * about as many steps; counting them takes a few seconds.
 */
const STEPS = 5_000_000;

// The names by which JSONata looks up what to call around each step.
const ENTRY = Symbol.for('jsonata.__evaluate_entry');
const EXIT = Symbol.for('jsonata.__evaluate_exit');

/** Bindings that stop an expression that goes on too long, too deep or grows too large. */
export function limits(most = STEPS): Record<symbol, unknown> {
  let [steps, depth] = [0, 0];
  return {
    [ENTRY]: () => {
      if (++steps > most)
        throw new JsonataError('U1001', 'Expression evaluation timeout: Check for infinite loop');
      if (++depth <= DEEPEST) return;
      throw new JsonataError(
        'U1001',
        'Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive. ' +
          `Depth=${depth} max=${DEEPEST}`,
      );
    },
    [EXIT]: (_expression: unknown, _input: unknown, _environment: unknown, result: unknown) => {
      depth--;
      const size = typeof result === 'string' ? result.length : Array.isArray(result) ? result.length * 8 : 0;
      if (size > LARGEST) throw outOfMemory();
    },
  };
}

/** The failure of an expression whose value is too large. */
export function outOfMemory(): JsonataError {
  return new JsonataError(undefined, 'Expression evaluation memory limit exceeded');
}
