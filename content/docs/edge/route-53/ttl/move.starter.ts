import { days, minutes } from 'desired-capacity';
import type { ZoneHandle } from 'desired-capacity/route53';

export const NEW = '192.0.2.2';

/** Moves www to its new address, in three days at most. */
export function* move(zone: ZoneHandle) {
  yield* zone.upsert({ name: 'www', ttl: days(1), values: NEW });
  yield minutes(5);
}
