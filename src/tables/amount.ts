const TIMES = [
  [86_400, 'days'],
  [3600, 'h'],
  [60, 'min'],
] as const;

const SIZES = [
  [1024 ** 3, 'GiB'],
  [1024 ** 2, 'MiB'],
  [1024, 'KiB'],
] as const;

const number = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 6 });

/** A number in the largest unit that it is a whole multiple of, or in the smallest one. */
function inUnits(
  value: number,
  units: readonly (readonly [size: number, name: string])[],
  smallest: string,
): string {
  const [size, name] = units.find(([size]) => value !== 0 && value % size === 0) ?? [1, smallest];
  return counted(value / size, name);
}

/** A number of things, of which the plural is given. Units that end in no s stay as they are. */
function counted(value: number, things: string): string {
  return `${number.format(value)} ${value === 1 && things.length > 1 ? things.replace(/s$/, '') : things}`;
}

/** An amount as people write it: 30 s, 4 days, 1 MiB, 120,000 messages; without a unit, the number. */
export function amount(value: number, unit?: string): string {
  if (unit === undefined) return number.format(value);
  if (unit === 'seconds') return inUnits(value, TIMES, 's');
  if (unit === 'bytes') return inUnits(value, SIZES, 'bytes');
  return counted(value, unit);
}
