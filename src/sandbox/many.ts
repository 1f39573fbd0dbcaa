import type { Entry } from '../sim/report/transcript.ts';
import type { Files } from './engine.ts';

/** Code that runs an example under several seeds, one after the other, within one run. */
export interface ManyRuns {
  files: Files;
  entry: string;
  /** What is printed where the run of a seed is over. */
  mark: string;
}

/**
 * Runs an example under several seeds within one run: a worker takes ten times as long to get ready as an example to run.
 * Each seed has copies of the files, so that none finds what another has left in its modules.
 */
export function manyRuns(files: Files, entry: string, seeds: number[], mark: string): ManyRuns {
  const copies = seeds.flatMap((seed) =>
    Object.entries(files).map(([name, text]) => [`seed-${seed}/${name}`, text]),
  );
  const runs = seeds.map(
    (seed) => `begin(${seed});
try {
  await import('./seed-${seed}/${entry}');
  say(mark + 'done');
} catch {
  say(mark + 'error');
}
`,
  );
  const code = `import { RandomStream, setDefaultSeed } from 'desired-capacity';
const mark = '${mark}';
const say = console.log;
function begin(seed: number) {
  const random = new RandomStream(seed, 'Math.random');
  Math.random = () => random.next();
  setDefaultSeed(seed);
}
${runs.join('')}`;
  return { files: { ...Object.fromEntries(copies), 'many-seeds.ts': code }, entry: 'many-seeds.ts', mark };
}

/** What one of many runs has shown. */
export interface Piece {
  entries: Entry[];
  /** Whether it came to its end; else it is the last one, cut off by the end of them all. */
  whole: boolean;
}

/** Cuts what many runs show into what each has shown, as it comes. */
export async function* cut(shown: AsyncIterable<Entry>, mark: string): AsyncIterable<Piece> {
  let entries: Entry[] = [];
  for await (const entry of shown) {
    const over = entry.type === 'console' && entry.text.startsWith(mark);
    if (!over) {
      entries.push(entry);
      continue;
    }
    const reason = entry.text === `${mark}done` ? 'done' : 'error';
    yield { entries: [...entries, { type: 'end', reason }], whole: true };
    entries = [];
  }
  yield { entries, whole: false };
}
