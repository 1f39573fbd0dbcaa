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
 * Cuts a text at the terms that it has and that are not among `seen`, which grows by them. The longest term wins where
 * two begin at one place.
 */
export function pieces(text: string, terms: readonly Term[], seen: Set<Term>): Piece[] {
  const forms = terms
    .filter((term) => !term.common && !seen.has(term))
    .flatMap((term) => [term.term, ...(term.also ?? [])].map((form) => ({ form, term })))
    .sort((a, b) => b.form.length - a.form.length);
  if (forms.length === 0) return [{ text }];
  const any = forms.map(({ form }) => form.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|');
  const match = new RegExp(`(?<![\\w-])(?:${any})(?![\\w-])`, 'i').exec(text);
  if (!match) return [{ text }];
  const [found] = match;
  const { term } = forms.find(({ form }) => form.toLowerCase() === found.toLowerCase())!;
  seen.add(term);
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + found.length);
  return [
    ...(before ? [{ text: before }] : []),
    { text: found, term },
    ...(after ? pieces(after, terms, seen) : []),
  ];
}
