/**
 * Where a run is: in UTC, and in English as the United States have it, whatever zone and language the machine has. So a
 * run prints the same on any. What names a zone or a language itself gets that one.
 */
const LOCALE = 'en-US';
const ZONE = 'UTC';

type Options = Intl.DateTimeFormatOptions;
type Constructor = new (locales?: unknown, options?: unknown) => object;

/** @param epochMillis the time that is told where no date is given */
export function pinPlace(epochMillis: number): void {
  const { DateTimeFormat } = Intl;
  for (const name of Object.getOwnPropertyNames(Intl)) {
    const Real = Intl[name as keyof typeof Intl] as unknown;
    if (typeof Real !== 'function' || !Real.prototype || name === 'Locale' || name === 'DisplayNames')
      continue;
    replace(Intl, name, placed(Real as Constructor, name === 'DateTimeFormat'));
  }

  // Without a date these tell the present one.
  const { prototype } = DateTimeFormat;
  const { get } = Object.getOwnPropertyDescriptor(prototype, 'format')!;
  Object.defineProperty(prototype, 'format', {
    configurable: true,
    get(this: Intl.DateTimeFormat) {
      const format = get!.call(this) as (date: unknown) => string;
      return (date: unknown = epochMillis) => format(date);
    },
  });
  const { formatToParts } = prototype;
  replace(
    prototype,
    'formatToParts',
    function (this: Intl.DateTimeFormat, date: Date | number = epochMillis) {
      return formatToParts.call(this, date);
    },
  );

  pinDates();
  pinLanguage();
}

/** A class of Intl that takes our language, and our zone, where none is given. */
function placed(Real: Constructor, zoned: boolean): unknown {
  const given = ([locales = LOCALE, options]: unknown[]): [unknown, unknown] => [
    locales,
    zoned ? { timeZone: ZONE, ...(options as Options | undefined) } : options,
  ];
  const Placed: Constructor = new Proxy(Real, {
    construct: (target, values, caller): object =>
      Reflect.construct(target, given(values), caller === Placed ? target : caller) as object,
    apply: (target, _, values) => Reflect.construct(target, given(values)) as object,
  });
  replace(Real.prototype as object, 'constructor', Placed);
  return Placed;
}

const UNITS = ['Date', 'Day', 'FullYear', 'Hours', 'Milliseconds', 'Minutes', 'Month', 'Seconds'] as const;

function pinDates(): void {
  const dates = Date.prototype;
  for (const unit of UNITS) {
    replace(dates, `get${unit}`, dates[`getUTC${unit}`]);
    if (unit !== 'Day') replace(dates, `set${unit}`, dates[`setUTC${unit}`]);
  }
  replace(dates, 'getTimezoneOffset', function (this: Date) {
    return Number.isNaN(this.getTime()) ? Number.NaN : 0;
  });

  const valid = (date: Date) => !Number.isNaN(date.getTime());
  // "Thu, 01 Jan 2026 00:00:00 GMT"
  const day = (date: Date) => date.toUTCString().replace(/^(\w+), (\d+) (\w+) (-?\d+) .*$/, '$1 $3 $2 $4');
  const time = (date: Date) => `${date.toUTCString().slice(-12, -4)} GMT+0000 (Coordinated Universal Time)`;
  const texts = {
    toDateString: day,
    toTimeString: time,
    toString: (date: Date) => `${day(date)} ${time(date)}`,
  };
  for (const [name, text] of Object.entries(texts)) {
    replace(dates, name, function (this: Date) {
      return valid(this) ? text(this) : 'Invalid Date';
    });
  }

  for (const name of ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'] as const) {
    const real = dates[name];
    replace(dates, name, function (this: Date, locales: string = LOCALE, options?: Options) {
      return real.call(this, locales, { timeZone: ZONE, ...options });
    });
  }
}

/** The methods that take a language: the one that is told where none is given. */
function pinLanguage(): void {
  const first = [
    [Number.prototype, 'toLocaleString'],
    [BigInt.prototype, 'toLocaleString'],
    [String.prototype, 'toLocaleUpperCase'],
    [String.prototype, 'toLocaleLowerCase'],
  ] as const;
  for (const [holder, name] of first) {
    const real = (holder as unknown as Record<string, (...values: unknown[]) => string>)[name]!;
    replace(holder, name, function (this: unknown, locales: unknown = LOCALE, options?: unknown) {
      return real.call(this, locales, options);
    });
  }
  const { localeCompare } = String.prototype;
  replace(
    String.prototype,
    'localeCompare',
    function (this: string, other: string, locales: string = LOCALE, options?: Intl.CollatorOptions) {
      return localeCompare.call(this, other, locales, options);
    },
  );
}

function replace(holder: object, name: string, value: unknown): void {
  Object.defineProperty(holder, name, { value, configurable: true, writable: true });
}
