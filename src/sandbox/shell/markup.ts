import type { Entry } from '../../sim/report/transcript.ts';
import { type Markup, markup } from '../view/markup.ts';

/** What a terminal shows of a run: commands, comments, and what they answer, a line each. */
export function terminalMarkup(entries: readonly Entry[]): Markup {
  return markup`${entries.map(lineOf)}`;
}

const WRONG = /^(?:aws: \[ERROR\]|bash: |cat: |sleep: )/;

function lineOf(entry: Entry): Markup {
  if (entry.type === 'error') return markup`<span class="wrong">${entry.name}: ${entry.message}\n</span>`;
  if (entry.type === 'end' && entry.reason !== 'done' && entry.reason !== 'error')
    return markup`<span class="wrong">The run has ended: ${entry.reason}\n</span>`;
  if (entry.type !== 'console') return markup``;
  const { text } = entry;
  if (text.startsWith('$ ')) return markup`<b><i aria-hidden="true">$ </i>${text.slice(2)}\n</b>`;
  if (text.startsWith('#')) return markup`<em>${text}\n</em>`;
  if (WRONG.test(text)) return markup`<span class="wrong">${text}\n</span>`;
  return markup`<span>${text}\n</span>`;
}
