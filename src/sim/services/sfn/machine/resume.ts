import type { Line } from './line.ts';
import type { Point } from './map-run.ts';

/** The point at which a line is; undefined between two states. */
export function pointOf(line: Line, withInner = true): Point | undefined {
  const stay = line.current;
  if (!stay) return undefined;
  const { name: state, input, enteredAt, enteredId, branches, mapRun } = stay;
  const inner = withInner
    ? branches?.map((branch) => branch.done ?? (branch.line && pointOf(branch.line)))
    : undefined;
  const { variables } = line;
  return {
    ...{ state, input, enteredAt, enteredId, variables, inner },
    mapRun: withInner ? mapRun : undefined,
  };
}
