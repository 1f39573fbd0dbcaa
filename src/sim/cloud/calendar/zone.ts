import { dayOfWeek, lengthOfMonth, secondsTo } from './calendar.ts';

/** When clocks change in a family of zones. Today's rules, taken for all years. */
interface Daylight {
  /** The moment (epoch seconds) at which summer time begins and ends in a year, for a zone of some offset. */
  readonly span: (year: number, offset: number) => readonly [begin: number, end: number];
}

/** A time zone: seconds east of UTC in winter, and how its clocks change. */
export interface Zone {
  readonly name: string;
  readonly offset: number;
  readonly daylight?: Daylight;
}

/** A time zone that has no rules here. */
export class UnknownZoneError extends Error {
  override readonly name = 'UnknownZoneError';
}

const HOUR = 3600;

/** Second Sunday of March to first Sunday of November, at two o'clock of the zone's own time (since 2007). */
const UNITED_STATES: Daylight = {
  span: (year, offset) => [
    at(year, 3, sunday(year, 3, 8), 2) - offset,
    at(year, 11, sunday(year, 11, 1), 1) - offset,
  ],
};

/** Last Sunday of March to last Sunday of October, everywhere at one o'clock UTC (since 1996). */
const EUROPEAN_UNION: Daylight = {
  span: (year) => [at(year, 3, sunday(year, 3, 25), 1), at(year, 10, sunday(year, 10, 25), 1)],
};

/** The first Sunday of a month from a day on. */
function sunday(year: number, month: number, from: number): number {
  const day = from + ((8 - dayOfWeek(year, month, from)) % 7);
  return Math.min(day, lengthOfMonth(year, month));
}

function at(year: number, month: number, day: number, hour: number): number {
  return secondsTo({ year, month, day, hour, minute: 0, second: 0 });
}

/** Hours east of UTC in winter, and the zones, by family. Names of the tz database. */
const FAMILIES: readonly (readonly [hours: number, daylight: Daylight | undefined, names: string])[] = [
  [0, undefined, 'UTC Etc/UTC GMT Etc/GMT'],
  [-5, UNITED_STATES, 'America/New_York America/Detroit US/Eastern'],
  [-6, UNITED_STATES, 'America/Chicago US/Central'],
  [-7, UNITED_STATES, 'America/Denver America/Boise US/Mountain'],
  [-7, undefined, 'America/Phoenix US/Arizona'],
  [-8, UNITED_STATES, 'America/Los_Angeles US/Pacific'],
  [-9, UNITED_STATES, 'America/Anchorage America/Juneau US/Alaska'],
  [-10, undefined, 'Pacific/Honolulu US/Hawaii'],
  [0, EUROPEAN_UNION, 'Europe/London Europe/Dublin Europe/Lisbon Europe/Jersey Europe/Guernsey'],
  [1, EUROPEAN_UNION, 'Europe/Amsterdam Europe/Andorra Europe/Belgrade Europe/Berlin Europe/Bratislava'],
  [1, EUROPEAN_UNION, 'Europe/Brussels Europe/Budapest Europe/Copenhagen Europe/Ljubljana Europe/Luxembourg'],
  [
    1,
    EUROPEAN_UNION,
    'Europe/Madrid Europe/Malta Europe/Monaco Europe/Oslo Europe/Paris Europe/Prague Europe/Rome',
  ],
  [
    1,
    EUROPEAN_UNION,
    'Europe/Sarajevo Europe/Skopje Europe/Stockholm Europe/Tirane Europe/Vaduz Europe/Vienna',
  ],
  [1, EUROPEAN_UNION, 'Europe/Warsaw Europe/Zagreb Europe/Zurich CET MET'],
  [2, EUROPEAN_UNION, 'Europe/Athens Europe/Bucharest Europe/Helsinki Europe/Kiev Europe/Kyiv Europe/Riga'],
  [2, EUROPEAN_UNION, 'Europe/Sofia Europe/Tallinn Europe/Vilnius EET'],
];

const ZONES: ReadonlyMap<string, Zone> = new Map(
  FAMILIES.flatMap(([hours, daylight, names]) =>
    names.split(' ').map((name): [string, Zone] => [name, { name, offset: hours * HOUR, daylight }]),
  ),
);

/** Coordinated Universal Time. */
export const UTC: Zone = { name: 'UTC', offset: 0 };

/** A zone by its name in the tz database. Only zones with the clocks of UTC, the United States or the EU are known. */
export function zoneOf(name: string): Zone {
  const zone = ZONES.get(name);
  if (!zone) throw new UnknownZoneError(`The time zone ${name} is not modelled.`);
  return zone;
}

/** Seconds east of UTC at a moment. */
export function offsetAt({ offset, daylight }: Zone, moment: number, year: number): number {
  if (!daylight) return offset;
  const [begin, end] = daylight.span(year, offset);
  return moment >= begin && moment < end ? offset + HOUR : offset;
}

/**
 * The moment at which a zone's clocks show a time (seconds as if it were UTC): the first where they show it twice,
 * undefined where they skip it.
 */
export function momentOf(zone: Zone, shown: number, year: number): number | undefined {
  if (!zone.daylight) return shown - zone.offset;
  for (const offset of [zone.offset + HOUR, zone.offset]) {
    if (offsetAt(zone, shown - offset, year) === offset) return shown - offset;
  }
  return undefined;
}
