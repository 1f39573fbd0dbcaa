import type { Reply, Simulation } from '../../kernel/index.ts';
import { HttpError, type Failure } from './message.ts';

/** Waits for a reply, but no longer than so many seconds: then it fails. `yield* within(…)` */
export function* within<T>(
  simulation: Simulation,
  reply: Reply<T>,
  limit: number,
  failure: Failure,
): Generator<Reply<unknown>, T, unknown> {
  if (reply.settled || limit === Infinity) return yield* reply;
  const timer = simulation.timer(limit, () => reply.reject(new HttpError(failure, reply.name)));
  try {
    return yield* reply;
  } finally {
    timer.cancel();
  }
}
