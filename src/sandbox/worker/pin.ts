/**
 * Makes what differs from run to run the same: `Math.random`, `crypto`, `Date` and `performance`. For hosts, before a
 * reader's code begins; the simulator itself uses none of them.
 *
 * @param random uniform in [0, 1)
 * @param epochMillis the wall clock, which stands still
 */
export function pin(random: () => number, epochMillis: number): void {
  Math.random = random;
  define('Date', pinnedDate(epochMillis));
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
    return Reflect.construct(RealDate, parts.length > 0 ? parts : [epochMillis], new.target) as Date;
  }
  Object.defineProperty(PinnedDate, 'name', { value: 'Date', configurable: true });
  PinnedDate.prototype = RealDate.prototype as unknown;
  PinnedDate.now = () => epochMillis;
  PinnedDate.parse = RealDate.parse;
  PinnedDate.UTC = RealDate.UTC;
  const pinned = PinnedDate as unknown as DateConstructor;
  RealDate.prototype.constructor = pinned;
  return pinned;
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
