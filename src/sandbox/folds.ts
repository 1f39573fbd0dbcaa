import { count } from './view/outcome.ts';

/** Lines of an example that are folded into one where it is read: imports, and `// #region …` to `// #endregion`. */
export interface Fold {
  /** 1-based; both included. */
  from: number;
  to: number;
  /** What is said in their place. */
  label: string;
}

/** A region that does not begin or end. */
export class FoldError extends Error {
  override name = 'FoldError';
  /** 1-based. */
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** As many lines show at most, once an example is folded. */
export const MOST_LINES = 25;

/** The folds of a file, in order. Throws FoldError. */
export function foldsOf(code: string): Fold[] {
  const lines = code.trimEnd().split('\n');
  // Two lines of imports are no longer than what would stand in their place, and easier to read.
  return [...importsOf(lines).filter(({ from, to }) => to - from > 1), ...regionsOf(lines)];
}

/** How many lines there are to read while all folds are closed: imports are one, and empty lines are none. */
export function shownLines(code: string): number {
  const lines = code.trimEnd().split('\n');
  const folds = [...importsOf(lines), ...regionsOf(lines)];
  const open = lines.filter(
    (line, i) => line.trim() && !folds.some(({ from, to }) => from <= i + 1 && i < to),
  );
  return open.length + folds.length;
}

/** The imports that a file begins with, if any. */
function importsOf(lines: string[]): Fold[] {
  const from = lines.findIndex((line) => line.startsWith('import '));
  if (from < 0) return [];
  let to = from;
  for (let at = from; lines[at]?.startsWith('import ') || lines[at] === ''; at++) {
    if (lines[at] === '') continue;
    while (at < lines.length && !/['"];?\s*$/.test(lines[at]!)) at++;
    to = at;
  }
  const text = lines.slice(from, to + 1).join(' ');
  const names = [...text.matchAll(/\{([^}]*)\}/g)].flatMap(([, list = '']) =>
    list.split(',').flatMap((name) => name.replace(/^\s*type\s/, '').trim() || []),
  );
  return [{ from: from + 1, to: to + 1, label: `import ${names.join(', ')}` }];
}

function regionsOf(lines: string[]): Fold[] {
  const folds: Fold[] = [];
  let open: { from: number; label: string } | undefined;
  lines.forEach((line, i) => {
    const [, label] = /^\s*\/\/ #region\b(.*)$/.exec(line) ?? [];
    const ends = /^\s*\/\/ #endregion\b/.test(line);
    if (label !== undefined) {
      if (open) throw new FoldError(i + 1, `A region begins before the one of line ${open.from} ends.`);
      open = { from: i + 1, label: label.trim() || 'plumbing' };
    } else if (ends) {
      if (!open) throw new FoldError(i + 1, 'A region ends that has not begun.');
      folds.push({ ...open, to: i + 1, label: `${open.label}: ${count(i - open.from, 'line')}` });
      open = undefined;
    }
  });
  if (open) throw new FoldError(open.from, 'The region does not end: write // #endregion.');
  return folds;
}
