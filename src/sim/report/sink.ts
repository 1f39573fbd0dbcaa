import { format } from './format.ts';
import type { ConsoleLevel, Entry, Sink } from './transcript.ts';

// Every host has a console: the one door through which the simulator meets it.
const { console } = globalThis;
// As it was before any capture: the text sink prints with it.
const original = { ...console };
const levels: ConsoleLevel[] = ['log', 'info', 'warn', 'error', 'debug'];

// A browser's core has a sink of its own, and no text.
let asText: (entry: Entry, print: (line: string) => void) => void = (entry) => original.log(entry);
const text: Sink = (entry) => asText(entry, (line) => original.log(line));
let sink: Sink = text;

/** Shows an entry in whatever runs the code: a terminal, a page, a test. */
export function show(entry: Entry): void {
  sink(entry);
}

/** For hosts: takes what runs show from now on. Without one, they print text. */
export function setSink(next: Sink | undefined): void {
  sink = next ?? text;
}

/** How entries are printed where no host takes them: text.ts, wherever all of the library is. */
export function setText(printText: typeof asText): void {
  asText = printText;
}

/**
 * For hosts: sends what the console's methods print to the sink, formatted the same everywhere. Returns what undoes it.
 */
export function captureConsole(): () => void {
  const print =
    (level: ConsoleLevel) =>
    (...values: unknown[]) =>
      show({ type: 'console', level, text: format(...values) });
  const captured: Partial<Console> = {
    // What engines draw as a table or a tree is a value like any other here; `table` draws a real one.
    dir: (value: unknown) => print('log')(value),
    table: (value: unknown) => print('log')(value),
    assert: (holds: unknown, ...values: unknown[]) => {
      if (!holds) print('error')('Assertion failed', ...values);
    },
  };
  for (const level of levels) captured[level] = print(level);
  const before = Object.fromEntries(
    Object.keys(captured).map((method) => [method, console[method as keyof Console]]),
  );
  Object.assign(console, captured);
  return () => void Object.assign(console, before);
}
