/** A term of the field: a line of `content/glossary.jsonl`. */
export interface Term {
  /** As the course writes it. */
  term: string;
  /** Other forms and names of it. */
  also?: string[];
  /** What it means, in a sentence or two. */
  meaning: string;
  /** The page and heading that explains it: `messaging/sqs/polling#side-by-side`. */
  page: string;
  /** Whether it is too common a word for a link in every text. Default: it is linked. */
  common?: boolean;
}

/** The glossary's lines, in order. */
export const parseGlossary = (text: string): Term[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Term);

/** Where a term stands in the glossary's page. */
export const termId = ({ term }: Term): string =>
  term
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** A piece of a text, and the term that it is, if it is one. */
export interface Piece {
  text: string;
  term?: Term;
}

/**
 * What cuts a text at the terms that it has and that are not among `seen`, which grows by them. The longest term wins where
 * two begin at one place.
 */
export function termCutter(terms: readonly Term[]): (text: string, seen: Set<Term>) => Piece[] {
  const forms = new Map<string, Term>();
  for (const term of terms)
    if (!term.common)
      for (const form of [term.term, ...(term.also ?? [])]) forms.set(form.toLowerCase(), term);
  const longestFirst = [...forms.keys()].sort((a, b) => b.length - a.length);
  const any = longestFirst.map((form) => form.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|');
  const expression = new RegExp(`(?<![\\w-])(?:${any})(?![\\w-])`, 'gi');
  return (text, seen) => {
    const pieces: Piece[] = [];
    let from = 0;
    for (const { 0: found, index } of forms.size > 0 ? text.matchAll(expression) : []) {
      const term = forms.get(found.toLowerCase())!;
      if (seen.has(term)) continue;
      seen.add(term);
      if (index > from) pieces.push({ text: text.slice(from, index) });
      pieces.push({ text: found, term });
      from = index + found.length;
    }
    if (from < text.length || from === 0) pieces.push({ text: text.slice(from) });
    return pieces;
  };
}
