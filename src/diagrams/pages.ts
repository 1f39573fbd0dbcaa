import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findDiagrams, type Diagram } from './diagram.ts';

/** A diagram and the page that it stands on. */
export interface PlacedDiagram extends Diagram {
  /** Absolute path. */
  file: string;
}

/** Every diagram of the project's pages, in the order of their paths. Pages that can't be parsed are left to their own check. */
export function diagramsOf(root: string): PlacedDiagram[] {
  const files = globSync('content/docs/**/*.{md,mdx}', { cwd: root }).sort();
  return files.flatMap((name) => {
    const file = join(root, name);
    try {
      return findDiagrams(readFileSync(file, 'utf8'), file).map((diagram) => ({ ...diagram, file }));
    } catch {
      return [];
    }
  });
}
