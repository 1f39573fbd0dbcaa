import type { Json } from './json.ts';
import type { Line } from './line.ts';

/** Where a line of execution was when the execution ended: what a redrive goes on from. */
export interface Point {
  readonly state: string;
  readonly input: Json;
  readonly enteredId: number;
  readonly enteredAt: number;
  readonly variables: Readonly<Record<string, Json>>;
  /** Of a Parallel or inline Map state: each branch or iteration, done or not; undefined where it had not begun. */
  readonly inner: readonly (Point | Done | undefined)[] | undefined;
}

/** What a branch or an iteration gave that need not run again. */
export interface Done {
  readonly output: Json;
}

/** A branch or an iteration of a state, for a redrive. */
export interface Branch {
  line?: Line;
  done?: Done;
}

/** The point at which a line is; undefined between two states. */
export function pointOf(line: Line, withInner = true): Point | undefined {
  const visit = line.current;
  if (!visit) return undefined;
  const { name: state, input, enteredAt, enteredId, branches } = visit;
  const inner = withInner
    ? branches?.map((branch) => branch.done ?? (branch.line && pointOf(branch.line)))
    : undefined;
  return { state, input, enteredAt, enteredId, variables: line.variables, inner };
}

/** Whether a branch or an iteration need not run again. */
export const isDone = (part: Point | Done | undefined): part is Done =>
  part !== undefined && Object.hasOwn(part, 'output');
