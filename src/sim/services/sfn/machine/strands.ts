import type { Ports, Steps } from './ports.ts';
import type { Stop } from './stop.ts';

/** Runs all bodies at once until the last has ended, or one has failed: then the others are cancelled. */
export function* allOf(ports: Ports, bodies: readonly (() => Steps<void>)[]): Steps<void> {
  if (bodies.length === 0) return;
  const gate = ports.gate();
  let running = bodies.length;
  let failure: { error: unknown } | undefined;
  const strands = bodies.map((body) =>
    ports.spawn(function* (): Steps<void> {
      try {
        yield* body();
      } catch (error) {
        failure ??= { error };
      }
      running--;
      if (running === 0 || failure) gate.open();
    }),
  );
  try {
    yield* gate.pass();
  } finally {
    for (const strand of strands) strand.cancel();
  }
  if (failure) throw failure.error;
}

/** What `before` gives where the body has not ended: time is up, or it was stopped. */
export const late = Symbol('late');

/** Runs a body until a moment that may move, as heartbeats move it; or until it is stopped. */
export function* before<T>(
  ports: Ports,
  deadline: () => number,
  body: () => Steps<T>,
  stop?: Stop,
): Steps<T | typeof late> {
  if (deadline() === Infinity && !stop) return yield* body();
  const gate = ports.gate();
  stop?.attach(gate);
  let ended: { value: T } | { error: unknown } | undefined;
  const work = ports.spawn(function* (): Steps<void> {
    try {
      ended = { value: yield* body() };
    } catch (error) {
      ended = { error };
    }
    gate.open();
  });
  const timer = ports.spawn(function* (): Steps<void> {
    // Less than half a microsecond is an error of rounding: time goes on in whole ones.
    for (let left = deadline() - ports.now(); left > 5e-7; left = deadline() - ports.now())
      yield* ports.sleep(left);
    gate.open();
  });
  try {
    yield* gate.pass();
  } finally {
    work.cancel();
    timer.cancel();
  }
  if (!ended) return late;
  if ('error' in ended) throw ended.error;
  return ended.value;
}
