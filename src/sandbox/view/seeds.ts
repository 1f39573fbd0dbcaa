import type { EndEntry, Entry } from '../../sim/report/transcript.ts';
import { shorten } from './bounded.ts';
import { type Markup, markup } from './markup.ts';
import { count } from './outcome.ts';

/** A run under a seed. */
export interface SeedRun {
  seed: number;
  entries: Entry[];
}

/** What became of a check under several seeds. */
interface Tally {
  label: string;
  held: number[];
  failed: number[];
  /** It did not come up. */
  absent: number[];
}

const ENDS: Record<EndEntry['reason'], string> = {
  done: 'done',
  error: 'in an error',
  stopped: 'by Stop',
  deadline: 'at the time limit',
  limit: 'with too much output',
};

/** Each check under each seed, in the order in which they first came up. One that came up often held if it did every time. */
export function tally(runs: SeedRun[]): Tally[] {
  const verdicts = runs.map(({ entries }) => {
    const held = new Map<string, boolean>();
    for (const entry of entries)
      if (entry.type === 'check') held.set(entry.label, (held.get(entry.label) ?? true) && entry.ok);
    return held;
  });
  const labels = new Set(verdicts.flatMap((held) => [...held.keys()]));
  return [...labels].map((label) => {
    const seeds = (verdict: boolean | undefined) =>
      runs.filter((_, i) => verdicts[i]!.get(label) === verdict).map(({ seed }) => seed);
    return { label, held: seeds(true), failed: seeds(false), absent: seeds(undefined) };
  });
}

/** What the runs came to, in a sentence. */
export function seedsOutcome(runs: SeedRun[]): string {
  const checks = tally(runs);
  const always = checks.filter(({ held }) => held.length === runs.length).length;
  const broken = runs.filter((run) => reason(run) !== 'done').length;
  const said = `${count(runs.length, 'seed')}: ${
    checks.length === 0
      ? 'no check came up'
      : `${always} of ${count(checks.length, 'check')} held under every one`
  }`;
  return `${said}${broken > 0 ? `; ${count(broken, 'run')} did not finish` : ''}.`;
}

function reason({ entries }: SeedRun): EndEntry['reason'] {
  const end = entries.at(-1);
  return end?.type === 'end' ? end.reason : 'stopped';
}

/** So many checks are told. */
const MOST_CHECKS = 200;
/** So many seeds are named. */
const MOST = 20;

function seedButtons(seeds: number[]): Markup {
  if (seeds.length === 0) return markup`–`;
  const more = seeds.length - MOST;
  return markup`${seeds
    .slice(0, MOST)
    .map(
      (seed) =>
        markup`<button type="button" class="place" data-seed="${seed}" aria-label="Run under seed ${seed}">${seed}</button> `,
    )}${more > 0 && `and ${more} more`}`;
}

/** A table of the checks, and how the runs ended that did not finish. A seed can be pressed: `data-seed`. */
export function seedsMarkup(runs: SeedRun[]): Markup {
  const checks = tally(runs);
  const absent = checks.some((check) => check.absent.length > 0);
  const broken = runs.filter((run) => reason(run) !== 'done');
  const more = checks.length - MOST_CHECKS;
  return markup`${
    checks.length > 0 &&
    markup`<div class="table" tabindex="0" role="group" aria-label="Checks under ${runs.length} seeds"><table>
<thead><tr><th scope="col">Check</th><th scope="col">Held</th><th scope="col">Failed under seed</th>${
      absent && markup`<th scope="col">Did not come up under seed</th>`
    }</tr></thead>
<tbody>${checks
      .slice(0, MOST_CHECKS)
      .map(
        ({ label, held, failed, absent: not }) =>
          markup`<tr><th scope="row">${shorten(label)}</th><td>${held.length} of ${runs.length}</td><td>${seedButtons(failed)}</td>${
            absent && markup`<td>${seedButtons(not)}</td>`
          }</tr>`,
      )}</tbody></table></div>${more > 0 && markup`<p>And ${more} more checks.</p>`}`
  }${broken.slice(0, MOST).map((run) => markup`<p>The run under seed ${seedButtons([run.seed])} ended ${ENDS[reason(run)]}.</p>`)}`;
}
