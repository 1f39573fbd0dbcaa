import { type Diagnostic, forEachDiagnostic, setDiagnostics } from '@codemirror/lint';
import type { EditorView } from '@codemirror/view';

/** Who found something wrong: it is named beside the message. */
export type Finder = 'Run' | 'Types';

/** Marks what one has found in the code in place of what it had found before. What the other found stays. */
export function mark(
  view: EditorView,
  source: Finder,
  found: { from: number; to: number; message: string }[],
): void {
  const all: Diagnostic[] = found.map((one) => ({ ...one, severity: 'error', source }));
  forEachDiagnostic(view.state, (one, from, to) => {
    if (one.source !== source) all.push({ ...one, from, to });
  });
  view.dispatch(setDiagnostics(view.state, all));
}
