import { days, minutes } from 'desired-capacity';
import type { ZoneHandle } from 'desired-capacity/route53';

export const NEW = '192.0.2.2';
const OLD = '192.0.2.1';

/** Moves www to its new address, in three days at most. */
export function* move(zone: ZoneHandle) {
  // The same address, but for a minute only.
  yield* zone.upsert({ name: 'www', ttl: minutes(1), values: OLD });
  // Until the last copy of the long answer is gone.
  yield days(1);
  yield* zone.upsert({ name: 'www', ttl: minutes(1), values: NEW });
  yield minutes(5);
  yield* zone.upsert({ name: 'www', ttl: days(1), values: NEW });
}
