import type { Page } from 'playwright-core';

/** Code whose run shows more than a page could draw at once: a stranger's, and what comes of honest work. */
export interface Large {
  name: string;
  code: string;
}

const IMPORT = "import { check, plot, show, table, timeline } from 'desired-capacity';\n";
const plotOf = (series: string, marks = '[]') =>
  `${IMPORT}plot({ title: 't', description: 'd', x: { label: 'x' }, y: { label: 'y' }, series: ${series}, marks: ${marks} });`;
const seriesOf = (series: number, points: number, style = 'line') =>
  `Array.from({ length: ${series} }, (_, s) => ({ name: 's' + s, style: '${style}', points: Array.from({ length: ${points} }, (_, i) => [i * ${series} + s, (i * 7) % 13] as [number, number]) }))`;

export const LARGE: readonly Large[] = [
  {
    name: 'a list that a method of its own makes',
    code: `${IMPORT}Array.prototype.map = () => new Array(2 ** 32 - 1) as never;
show({ type: 'table', title: 't', columns: [{ name: 'c', align: 'left' }], rows: [[1]] });`,
  },
  {
    name: 'a list that is made longer as it is filled',
    code: `${IMPORT}Object.defineProperty(Array.prototype, '0', { configurable: true, set() { this.length = 2 ** 32 - 1; } });
show({ type: 'table', title: 't', columns: [{ name: 'c', align: 'left' }], rows: [[1]] });`,
  },
  { name: '6,000 series of 20 points', code: plotOf(seriesOf(6000, 20)) },
  { name: '700 series of 60 points', code: plotOf(seriesOf(700, 60)) },
  { name: '100 series of 2,000 points', code: plotOf(seriesOf(100, 2000)) },
  { name: '2 series of 100,000 bars', code: plotOf(seriesOf(2, 100_000, 'bars')) },
  {
    name: '40,000 marks at one place',
    code: plotOf(seriesOf(1, 2), `Array.from({ length: 40_000 }, (_, i) => ({ x: 1, label: 'm' + i }))`),
  },
  {
    name: 'a table of 300,000 rows',
    code: `${IMPORT}table('t', { columns: ['a'], rows: Array.from({ length: 300_000 }, (_, i) => [i]) });`,
  },
  {
    name: 'a table of 20,000 rows of 4 cells',
    code: `${IMPORT}table('t', { columns: ['a', 'b', 'c', 'd'], rows: Array.from({ length: 20_000 }, (_, i) => [i, 'b', i / 3, true]) });`,
  },
  {
    name: 'a table of 2,000 columns',
    code: `${IMPORT}table('t', { columns: Array.from({ length: 2000 }, (_, i) => 'c' + i), rows: Array.from({ length: 50 }, () => Array.from({ length: 2000 }, (_, i) => i)) });`,
  },
  {
    name: '3,000 plots',
    code: `${IMPORT}for (let i = 0; i < 3000; i++) plot({ title: 't' + i, description: 'd', x: { label: 'x' }, y: { label: 'y' }, series: [{ name: 's', points: [[0, 1], [1, 2]] }] });`,
  },
  {
    name: '20,000 lanes',
    code: `${IMPORT}timeline({ title: 't', description: 'd', lanes: Array.from({ length: 20_000 }, (_, i) => ({ name: 'l' + i, spans: [{ start: 0, end: 1, label: 's' }] })) });`,
  },
  {
    name: '40,000 spans of as many kinds',
    code: `${IMPORT}timeline({ title: 't', description: 'd', lanes: [{ name: 'l', spans: Array.from({ length: 40_000 }, (_, i) => ({ start: i % 7, end: 9, label: 's', kind: 'k' + i })) }] });`,
  },
  { name: '9,999 lines', code: `for (let i = 0; i < 9_999; i++) console.log('line', i);` },
  {
    name: '9,000 checks that fail at one line',
    code: `${IMPORT}for (let i = 0; i < 9000; i++) check('c', false, 'd');`,
  },
  {
    name: '80 lines of 99,000 characters',
    code: `for (let i = 0; i < 80; i++) console.log('word '.repeat(19_800));`,
  },
  { name: 'one letter with 99,000 marks on it', code: `console.log('Z' + '\\u0301'.repeat(99_000));` },
  { name: 'one picture of 90,000 joined signs', code: `console.log('\\u{1F469}\\u200d'.repeat(30_000));` },
  { name: 'one word of 99,000 letters', code: `console.log('\\u0915\\u094d'.repeat(49_000));` },
  { name: 'text of both directions, nested', code: `console.log('\\u2068\\u05d0a'.repeat(30_000));` },
  {
    name: 'very long names',
    code: `${IMPORT}const n = 'n'.repeat(99_000);
show({ type: 'table', title: n, columns: [{ name: n, align: 'left' }], rows: Array.from({ length: 40 }, () => [n]) });
show({ type: 'error', name: n, message: n, file: n, line: 3 });`,
  },
];

/** Begins to note how long a timer of the page was late at most; gives what ends it and tells, in milliseconds. */
export async function watchGaps(page: Page): Promise<() => Promise<number>> {
  const watch = await page.evaluateHandle(() => {
    let [last, most] = [performance.now(), 0];
    const timer = setInterval(() => {
      const now = performance.now();
      most = Math.max(most, now - last);
      last = now;
    }, 20);
    return {
      end() {
        clearInterval(timer);
        return Math.round(Math.max(most, performance.now() - last));
      },
    };
  });
  return () => watch.evaluate((one) => one.end());
}
