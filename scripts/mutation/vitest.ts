import { format } from 'node:util';

/** What a test file that says `import … from 'vitest'` gets in a mutation run: the same `expect`, and tests that are only written down. */
export { expect, expectTypeOf } from 'vitest';

type Body = (...args: never[]) => unknown;

/** A test, written down. */
export interface Written {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  run(): Promise<void>;
}

export const written = new Map<string, Written>();

let file = '';
let titles: string[] = [];
let cleanUps: (() => unknown)[] = [];

/** The tests that are written down from now on stand in that file. */
export function enter(name: string): void {
  file = name;
  titles = [];
  cleanUps = [];
}

function write(title: string, body: Body, args: readonly unknown[]): void {
  const name = [...titles, title].join(' > ');
  const own = cleanUps;
  let id = `${file}#${name}`;
  while (written.has(id)) id += "'";
  const run = async () => {
    try {
      await body(...(args as never[]));
    } finally {
      for (const cleanUp of own) await cleanUp();
    }
  };
  written.set(id, { id, name, file, run });
}

/** The body: options stand before it, or a time limit after it. */
const bodyOf = (given: unknown[]) => given.find((one) => typeof one === 'function') as Body;

export function test(title: string, ...given: unknown[]): void {
  write(title, bodyOf(given), []);
}
test.each =
  (rows: readonly unknown[]) =>
  (title: string, ...given: unknown[]): void => {
    for (const row of rows) {
      const args = Array.isArray(row) ? (row as unknown[]) : [row];
      const places = (title.match(/%[a-z]/g) ?? []).length;
      write(format(title, ...args.slice(0, places)), bodyOf(given), args);
    }
  };
test.skip = (..._given: unknown[]): void => {};
test.runIf = (condition: boolean) => (condition ? test : test.skip);

export function describe(title: string, body: () => void): void {
  titles.push(title);
  body();
  titles.pop();
}

export function afterEach(cleanUp: () => unknown): void {
  cleanUps.push(cleanUp);
}
