import { format } from './format.ts';
import { printText } from './text.ts';
import type { ConsoleLevel, Entry, Sink } from './transcript.ts';

// Every host has a console: the one door through which the simulator meets it.
const { console } = globalThis;
// As it was before any capture: the text sink prints with it.
const original = { ...console };
const levels: ConsoleLevel[] = ['log', 'info', 'warn', 'error', 'debug'];

const text: Sink = (entry) => printText(entry, (line) => original.log(line));
let sink: Sink = text;

/** Shows an entry in whatever runs the code: a terminal, a page, a test. */
export function show(entry: Entry): void {
  sink(entry);
}

/** For hosts: takes what runs show from now on. Without one, they print text. */
export function setSink(next: Sink | undefined): void {
  sink = next ?? text;
}

/**
 * For hosts: sends `console.log` and its kin to the sink, formatted the same everywhere. Returns what undoes it.
 */
export function captureConsole(): () => void {
  const before: Partial<Record<ConsoleLevel, (...values: unknown[]) => void>> = {};
  for (const level of levels) {
    before[level] = console[level];
    console[level] = (...values: unknown[]) => show({ type: 'console', level, text: format(...values) });
  }
  return () => void Object.assign(console, before);
}
