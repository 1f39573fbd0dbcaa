import { invalid } from '../errors.ts';

/**
 * DynamoDB's numbers: decimal, of up to 38 significant digits, from 1E-130 to 9.99…E+125. Their text is kept in one
 * form, plain digits without needless zeros, so that equal numbers have equal texts; a double would lose digits.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
 */
const MAX_DIGITS = 38;
const MAX_PLACE = 125;
const MIN_PLACE = -130;

const NUMBER = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(?:[eE]([+-]?\d+))?$/;

/** The one text of a number. */
export function readNumber(text: string): string {
  const match = NUMBER.exec(text);
  if (!match) throw invalid(`The parameter cannot be converted to a numeric value${text && `: ${text}`}`);
  const [whole = '', fraction = ''] = match[2]!.split('.');
  const exponent = Number(match[3] ?? 0) - fraction.length;
  return write(match[1] === '-', whole + fraction, exponent);
}

/** Orders two numbers, both in the form that `readNumber` gives. */
export function compareNumbers(a: string, b: string): number {
  const negative = a.startsWith('-');
  if (negative !== b.startsWith('-')) return negative ? -1 : 1;
  return negative ? compareMagnitudes(b.slice(1), a.slice(1)) : compareMagnitudes(a, b);
}

/** The exact sum of two numbers. */
export function add(a: string, b: string): string {
  const left = scaled(a);
  const right = scaled(b);
  const exponent = Math.min(left.exponent, right.exponent);
  const sum = at(left, exponent) + at(right, exponent);
  return write(sum < 0n, String(sum < 0n ? -sum : sum), exponent);
}

/** A number with the other sign. */
export function negate(a: string): string {
  if (a === '0') return a;
  return a.startsWith('-') ? a.slice(1) : `-${a}`;
}

/** How many significant digits a number has. */
export function significantDigits(text: string): number {
  return trimZeros(text.replace('-', '').replace('.', '')).digits.length;
}

function compareMagnitudes(a: string, b: string): number {
  const [wholeA = '', fractionA = ''] = a.split('.');
  const [wholeB = '', fractionB = ''] = b.split('.');
  if (wholeA.length !== wholeB.length) return wholeA.length - wholeB.length;
  if (wholeA !== wholeB) return wholeA < wholeB ? -1 : 1;
  if (fractionA === fractionB) return 0;
  return fractionA < fractionB ? -1 : 1;
}

function scaled(text: string): { integer: bigint; exponent: number } {
  const [whole = '', fraction = ''] = text.split('.');
  return { integer: BigInt(whole + fraction), exponent: -fraction.length };
}

function at(number: { integer: bigint; exponent: number }, exponent: number): bigint {
  return number.integer * BigInt(`1${'0'.repeat(number.exponent - exponent)}`);
}

function write(negative: boolean, text: string, exponent: number): string {
  const { digits, dropped } = trimZeros(text);
  if (digits === '') return '0';
  if (digits.length > MAX_DIGITS) {
    throw invalid('Attempting to store more than 38 significant digits in a Number');
  }
  const lowest = exponent + dropped;
  const place = lowest + digits.length - 1;
  if (place > MAX_PLACE) {
    throw invalid('Number overflow. Attempting to store a number with magnitude larger than supported range');
  }
  if (place < MIN_PLACE) {
    throw invalid(
      'Number underflow. Attempting to store a number with magnitude smaller than supported range',
    );
  }
  return (negative ? '-' : '') + plain(digits, lowest);
}

function plain(digits: string, lowest: number): string {
  if (lowest >= 0) return digits + '0'.repeat(lowest);
  const point = digits.length + lowest;
  if (point > 0) return `${digits.slice(0, point)}.${digits.slice(point)}`;
  return `0.${'0'.repeat(-point)}${digits}`;
}

/** The digits without zeros at either end, and how many were dropped at the right. */
function trimZeros(text: string): { digits: string; dropped: number } {
  let start = 0;
  let end = text.length;
  while (start < end && text[start] === '0') start++;
  while (end > start && text[end - 1] === '0') end--;
  return { digits: text.slice(start, end), dropped: text.length - end };
}
