import type * as Library from '../../sim/core.ts';
import { followRuns } from '../../sim/kernel/virtual-timers.ts';
import type { EndEntry, Entry } from '../../sim/report/transcript.ts';
import { EntryReader, OutOfBounds } from '../engines/bounds.ts';
import { nameCheckFile } from '../worker/check-place.ts';
import { pin } from '../worker/pin.ts';
import { failure } from './failure.ts';

/** One run in a process of Node of its own. */
export interface NodeRun {
  /** The library as the example's own import finds it. */
  library: typeof Library;
  seed: number;
  /** The file that runs, as a file URL. */
  entry: string;
  /** By file URL, what the run calls each of its files. */
  names: Map<string, string>;
  /**
   * Takes each entry as it happens. An `end` comes only where the run ends before the process would: whoever takes it
   * ends the process.
   */
  write: (entry: Entry) => void;
  /** Hears of a service that the run touches and that is not there: nothing more is written then. */
  needs?: (service: string) => void;
}

/** Runs an example in this process: what the Instant engine's worker does in a browser. */
export async function runHere({ library, seed, entry, names, write, needs }: NodeRun): Promise<void> {
  const reader = new EntryReader();
  let over = false;

  function end(reason: EndEntry['reason']): void {
    over = true;
    write({ type: 'end', reason });
  }

  function show(entry: Entry): void {
    if (over) return;
    try {
      write(reader.read(nameCheckFile(entry, (url) => names.get(url))));
    } catch (error) {
      if (!(error instanceof OutOfBounds)) throw error;
      end('limit');
    }
  }

  function fail(error: unknown): void {
    show(failure(error, names));
    if (!over) end('error');
  }

  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  const random = new library.RandomStream(seed, 'Math.random');
  pin(() => random.next(), Date.UTC(2026, 0, 1));
  followRuns(library.drivenSimulation);
  if (needs) {
    library.onNotLoaded((service) => {
      if (over) return;
      over = true;
      needs(service);
    });
  }
  library.setDefaultSeed(seed);
  library.setSink(show);
  library.captureConsole();
  // The process ends by itself when nothing is due any more.
  await import(/* @vite-ignore */ entry).catch(fail);
}
