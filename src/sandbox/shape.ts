import { FoldError, foldsOf, MOST_LINES, shownLines } from './folds.ts';
import { readKnobs } from './knobs/knob.ts';

/** What is wrong with the code of an example before it runs, and where. */
export interface ShapeFault {
  /** The file: a key of the example's files. */
  name: string;
  /** 1-based. */
  line: number;
  message: string;
}

/**
 * What would keep an example from being shown: a knob that is malformed or stands in a file that the reader does not see
 * first, a region that is not whole, and a file of which, folded, more than 25 lines show.
 */
export function shapeFaults({
  shown,
  editable,
  files,
}: {
  shown: string;
  editable: string[];
  files: Record<string, string>;
}): ShapeFault[] {
  return [
    ...editable.flatMap((name) => knobFaults(name, files[name]!, name === shown)),
    ...Object.entries(files).flatMap(([name, code]) => foldFaults(name, code)),
  ];
}

function knobFaults(name: string, code: string, first: boolean): ShapeFault[] {
  const { knobs, errors } = readKnobs(code);
  const misplaced = first ? [] : knobs.map(({ line }) => ({ line, message: 'A knob stands in the file that shows first.' })); // prettier-ignore
  return [...errors, ...misplaced].map(({ line, message }) => ({ name, line, message }));
}

function foldFaults(name: string, code: string): ShapeFault[] {
  try {
    const lines = shownLines(code);
    if (lines <= MOST_LINES || foldsOf(code).every(({ label }) => label.startsWith('import '))) return [];
    return [
      {
        name,
        line: 1,
        message: `Folded, it still shows ${lines} lines; ${MOST_LINES} are the most: fold more of it.`,
      },
    ];
  } catch (error) {
    if (!(error instanceof FoldError)) throw error;
    return [{ name, line: error.line, message: error.message }];
  }
}
