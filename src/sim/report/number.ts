/**
 * A number for people: at most `digits` significant digits after rounding, thousands set apart by a comma. Of our
 * own, because what `toLocaleString` gives depends on the engine and the reader's settings.
 */
export function formatNumber(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '–' : value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e15 || size < 1e-6) return value.toExponential(digits - 1).replace('-', '−');
  const whole = Number.isInteger(value) || size >= 10 ** digits;
  const text = whole ? size.toFixed(0) : String(Number(size.toPrecision(digits)));
  const [integer = '', fraction] = text.split('.');
  const grouped = integer.replace(/\B(?=(\d{3})+$)/g, ',');
  return (value < 0 ? '−' : '') + grouped + (fraction ? `.${fraction}` : '');
}
