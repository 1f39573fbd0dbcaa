import { SiteCopy, type Took } from './site-copy.ts';

/** How long the site takes to build when its examples have run. */
export interface BuildTimes {
  /** With nothing kept from an earlier build. */
  cold: Took;
  /** With everything kept. */
  warm: Took;
  copies: CopiesTime[];
}

/** How long the site takes with copies of a chapter. */
export interface CopiesTime {
  count: number;
  /** The build that sees the copies for the first time, and the one after it. */
  first: Took;
  again: Took;
  /** What each copy adds to a warm build, in seconds. */
  each: Took;
}

/** A chapter of middling length, with examples, an exercise, a diagram and prose. */
const CHAPTER = 'messaging/sqs/visibility-timeout';

/**
 * Builds a copy of the site, then more of them with many copies of a chapter.
 *
 * @param counts how many copies, smallest first
 */
export function buildTimes(counts = [100, 300]): BuildTimes {
  const copy = new SiteCopy('build');
  // Runs the examples, where they have not run yet.
  copy.build();
  copy.forget();
  const cold = copy.build();
  const warm = copy.build();
  let there = 0;
  const copies = counts.map((count) => {
    copy.addCopies(CHAPTER, there + 1, count);
    there = count;
    const first = copy.build();
    const again = copy.build();
    const each = {
      seconds: (again.seconds - warm.seconds) / count,
      processor: (again.processor - warm.processor) / count,
    };
    return { count, first, again, each };
  });
  return { cold, warm, copies };
}
