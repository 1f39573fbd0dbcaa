import { pinPlace } from './place.ts';

/**
 * Makes what differs from run to run and from machine to machine the same: `Math.random`, `crypto`, the time, the time
 * zone, which is UTC, and the language, which is English. For hosts, before a reader's code begins; the simulator itself
 * uses none of them.
 *
 * @param random uniform in [0, 1)
 * @param epochMillis the wall clock, which stands still
 */
export function pin(random: () => number, epochMillis: number): void {
  Math.random = random;
  pinPlace(epochMillis);
  define('Date', pinnedDate(epochMillis));
  pinEvents();
  define('performance', {
    now: () => 0,
    timeOrigin: epochMillis,
    toJSON: () => ({ timeOrigin: epochMillis }),
  });
  define('crypto', pinnedCrypto(random));
}

function define(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}

function pinnedDate(epochMillis: number): DateConstructor {
  const RealDate = Date;
  function PinnedDate(...parts: unknown[]): Date | string {
    if (!new.target) return new RealDate(epochMillis).toString();
    return Reflect.construct(RealDate, [timeOf(parts)], new.target) as Date;
  }
  // Parts of a date and a text without a zone are of the machine's zone; here of UTC.
  const timeOf = (parts: unknown[]): unknown => {
    if (parts.length === 0) return epochMillis;
    if (parts.length > 1) return RealDate.UTC(...(parts as [number, number]));
    const [one] = parts;
    return typeof one === 'string' ? parse(one) : one;
  };
  const parse = (text: string): number => {
    const time = RealDate.parse(text);
    if (/(?:Z|GMT|UTC?|[+-]\d\d:?\d\d)\s*(?:\(.*\))?$/i.test(text) || /^[+-]?\d{4,6}(-\d\d){0,2}$/.test(text))
      return time;
    const zoned = RealDate.parse(`${text} UTC`);
    return Number.isNaN(zoned) ? RealDate.parse(`${text}Z`) : zoned;
  };
  Object.defineProperty(PinnedDate, 'name', { value: 'Date', configurable: true });
  PinnedDate.prototype = RealDate.prototype as unknown;
  PinnedDate.now = () => epochMillis;
  PinnedDate.parse = (text: unknown) => parse(String(text));
  PinnedDate.UTC = RealDate.UTC;
  const pinned = PinnedDate as unknown as DateConstructor;
  RealDate.prototype.constructor = pinned;
  return pinned;
}

/** An event bears the real time at which it was made. */
function pinEvents(): void {
  for (const Class of ['Event', 'CustomEvent', 'MessageEvent'] as const) {
    const { prototype } = (globalThis as Partial<typeof globalThis>)[Class] ?? {};
    if (prototype && Object.hasOwn(prototype, 'timeStamp'))
      Object.defineProperty(prototype, 'timeStamp', { get: () => 0, configurable: true });
  }
}

function pinnedCrypto(random: () => number) {
  function getRandomValues<T extends ArrayBufferView>(array: T): T {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    for (let i = 0; i < bytes.length; i++) bytes[i] = random() * 256;
    return array;
  }
  /** A version 4 UUID, RFC 9562. */
  function randomUUID(): string {
    const bytes = getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6]! & 0x0f) | 0x40;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }
  return { getRandomValues, randomUUID };
}
