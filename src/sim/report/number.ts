/**
 * A number for people: at most four significant digits after rounding, thousands set apart by a comma. Of our
 * own, because what `toLocaleString` gives depends on the engine and the reader's settings.
 */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '–' : value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e15 || size < 1e-6) return value.toExponential(3).replace('-', '−');
  const whole = Number.isInteger(value) || size >= 10_000;
  const text = whole ? size.toFixed(0) : String(Number(size.toPrecision(4)));
  const [integer = '', fraction] = text.split('.');
  const grouped = integer.replace(/\B(?=(\d{3})+$)/g, ',');
  return (value < 0 ? '−' : '') + grouped + (fraction ? `.${fraction}` : '');
}
