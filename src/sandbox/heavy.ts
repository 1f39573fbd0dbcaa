import type { Files } from './engine.ts';

/** What an editor can show without standing still: of all files together, of one line, and of one letter. */
const MOST = { characters: 200_000, lines: 10_000, line: 10_000 };
/** More marks than that on one letter are no writing, and to lay them out takes the time of their square. */
const MARKS = /[\p{M}\p{Cf}]{32}/u;

/** Why code from a link or from storage is not shown, in a few words; nothing if it can be. */
export function tooHeavy(files: Files): string | undefined {
  const texts = Object.values(files);
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  if (characters > MOST.characters) return `it has more than ${MOST.characters} characters`;
  for (const text of texts) {
    const lines = text.split('\n');
    if (lines.length > MOST.lines) return `it has a file of more than ${MOST.lines} lines`;
    if (lines.some((line) => line.length > MOST.line))
      return `it has a line of more than ${MOST.line} characters`;
    if (MARKS.test(text)) return 'it has letters with more than 31 marks on them';
  }
  return undefined;
}
