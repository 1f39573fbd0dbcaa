import type { Word } from './words.ts';

/** A command without what it says of files: where its output goes, and where its input comes from. */
export interface Redirected {
  readonly words: Word[];
  /** `> name`, or `>> name`, which adds to it. */
  readonly to?: { readonly name: Word; readonly append: boolean };
  /** `< name`. */
  readonly from?: Word;
  /** Whether errors are not shown: `2> /dev/null`. */
  readonly quiet: boolean;
}

/** Takes `>`, `>>`, `<` and `2>` out of a command. */
export function redirected(given: readonly Word[]): Redirected {
  const words: Word[] = [];
  let to: Redirected['to'];
  let from: Word | undefined;
  let quiet = false;
  for (let at = 0; at < given.length; at++) {
    const word = given[at]!;
    const sign = /^(?:[12&]?>>?|<)/.exec(bare(word))?.[0];
    if (!sign) {
      words.push(word);
      continue;
    }
    const rest = word.slice(sign.length);
    const name = rest.length > 0 ? rest : (given[++at] ?? []);
    if (sign === '<') from = name;
    else if (sign.startsWith('2')) quiet = !bare(name).startsWith('&');
    else to = { name, append: sign.endsWith('>>') };
  }
  return { words, quiet, ...(to && { to }), ...(from && { from }) };
}

/** What a word begins with outside of quotes. */
function bare(word: Word): string {
  let text = '';
  for (const piece of word) {
    if (!('text' in piece) || piece.quoted) break;
    text += piece.text;
  }
  return text;
}
