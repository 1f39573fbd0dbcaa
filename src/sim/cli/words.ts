import { UsageError } from './usage.ts';

/** A word of a line: pieces as they are, and pieces in which variables and commands are filled in. */
type Piece = { readonly text: string; readonly quoted: boolean } | { readonly variable: string; readonly quoted: boolean } | { readonly command: string; readonly quoted: boolean }; // prettier-ignore

/** A word before it is filled in. */
export type Word = readonly Piece[];

/** The words of a line of a shell: quotes, backslashes, `$NAME`, `$(command)`, comments. @throws UsageError */
export function wordsOf(line: string): Word[] {
  const words: Piece[][] = [];
  let word: Piece[] | undefined;
  let at = 0;
  const add = (piece: Piece) => (word ??= []).push(piece);
  const dollar = (quoted: boolean) => {
    const name = /^\$(?:(\w+)|\{(\w+)\})/.exec(line.slice(at));
    if (name) {
      at += name[0].length;
      return add({ variable: (name[1] ?? name[2])!, quoted });
    }
    if (line[at + 1] !== '(') {
      at++;
      return add({ text: '$', quoted });
    }
    let depth = 0;
    const start = at + 2;
    for (at++; at < line.length; at++) {
      if (line[at] === '(') depth++;
      if (line[at] === ')' && --depth === 0) break;
    }
    if (at >= line.length) throw new UsageError('unexpected end of line: a ) is missing');
    add({ command: line.slice(start, at), quoted });
    at++;
  };
  while (at < line.length) {
    const c = line[at]!;
    if (/\s/.test(c)) {
      if (word) words.push(word);
      word = undefined;
      at++;
    } else if (c === '#' && !word) break;
    else if (c === "'") {
      const end = line.indexOf("'", at + 1);
      if (end < 0) throw new UsageError('unexpected end of line: a quotation mark is missing');
      add({ text: line.slice(at + 1, end), quoted: true });
      at = end + 1;
    } else if (c === '"') {
      at++;
      add({ text: '', quoted: true });
      while (line[at] !== '"') {
        if (at >= line.length) throw new UsageError('unexpected end of line: a quotation mark is missing');
        if (line[at] === '$') dollar(true);
        else {
          if (line[at] === '\\' && '"\\$`\n'.includes(line[at + 1]!)) at++;
          add({ text: line[at]!, quoted: true });
          at++;
        }
      }
      at++;
    } else if (c === '\\') {
      // A backslash at the end of a line continues it.
      if (line[at + 1] !== '\n') add({ text: line[at + 1] ?? '', quoted: true });
      at += 2;
    } else if (c === '$') dollar(false);
    else {
      add({ text: c, quoted: false });
      at++;
    }
  }
  if (word) words.push(word);
  return words;
}
