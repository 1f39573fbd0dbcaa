import type { StateFailure } from './failure.ts';
import type { Item } from './item.ts';
import type { Json } from './json.ts';
import { quotas } from './quotas.ts';

/** How many items of a Map Run may fail. */
export interface Tolerance {
  /** Items that may fail; undefined where nothing is said. */
  readonly toleratedFailureCount: number | undefined;
  /** The share of items that may fail; undefined where nothing is said. */
  readonly toleratedFailurePercentage: number | undefined;
}

/** What can be set of a Map Run, also while it runs. */
export interface MapRunSettings extends Tolerance {
  /** Child executions that run at once; 0 is as many as may be. */
  readonly maxConcurrency: number;
}

/** How a child execution stands. */
export type ChildStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'PENDING_REDRIVE';

/** A child execution: what becomes of an item, or of a batch of items. */
export interface Child {
  readonly name: string;
  readonly input: Json;
  /** How many items it has. */
  readonly items: number;
  /** Seconds since 1970. */
  readonly start: number;
  status: ChildStatus;
  stop?: number;
  /** What it gave, or why it failed. */
  output?: Json;
  failure?: StateFailure;
  /** What a redrive goes on from. */
  point?: Point | undefined;
  /** How often it was redriven. */
  redriveCount: number;
}

/**
 * One run of a distributed Map state: its settings, and what became of each item.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-examine-map-run.html
 */
export class MapRun {
  readonly arn: string;
  /** Seconds since 1970. */
  readonly startedAt: number;
  readonly settings: MapRunSettings;
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED' = 'RUNNING';
  stoppedAt: number | undefined;
  /** What its child executions get, in their order; undefined until they are read. */
  items: readonly Item[] | undefined;
  /** How many items it has, in all its child executions. */
  total = 0;
  /** How many items have failed. */
  failed = 0;
  /** Its child executions, in the order of what they get; undefined where one has not begun. */
  readonly children: (Child | undefined)[] = [];
  /** Its results have been written to S3. */
  isWritten = false;
  /** How often it was redriven. */
  redriveCount = 0;
  redrivenAt: number | undefined;
  /** Told that the settings are others. */
  changed: (() => void) | undefined;

  constructor(arn: string, startedAt: number, settings: MapRunSettings) {
    this.arn = arn;
    this.startedAt = startedAt;
    this.settings = { ...settings };
  }

  /** What its child executions get has been read. */
  begin(items: readonly Item[]): void {
    this.items = items;
    this.total = items.reduce((sum, { size = 1 }) => sum + size, 0);
  }

  /** Other settings, from now on: what is undefined stays. */
  update(settings: Partial<MapRunSettings>): void {
    const given = Object.entries(settings).filter(([, value]) => value !== undefined);
    Object.assign(this.settings, Object.fromEntries(given));
    this.changed?.();
  }

  /** It goes on with the children that have not succeeded. */
  redrive(now: number): void {
    this.redriveCount++;
    this.failed = 0;
    this.redrivenAt = now;
    this.status = 'RUNNING';
    this.stoppedAt = undefined;
    for (const child of this.children)
      if (child && child.status !== 'SUCCEEDED') child.status = 'PENDING_REDRIVE';
  }

  /** It has ended. */
  end(status: 'SUCCEEDED' | 'FAILED' | 'ABORTED', now: number): void {
    this.status = status;
    this.stoppedAt = now;
    this.changed = undefined;
  }

  /** How many child executions may run at once. */
  get atOnce(): number {
    return Math.min(this.settings.maxConcurrency || Infinity, quotas.distributedConcurrency);
  }

  /** More items have failed than may. */
  get isExceeded(): boolean {
    return this.failed > (mayFail(this.settings, this.total) ?? 0);
  }
}

/** How many of so many items may fail; undefined where nothing is said. Of a number and a share, the less counts. */
export function mayFail(
  { toleratedFailureCount: count, toleratedFailurePercentage: share }: Tolerance,
  total: number,
): number | undefined {
  return share === undefined ? count : Math.min(count ?? Infinity, (total * share) / 100);
}

/** Where a line of execution was when the execution ended: what a redrive goes on from. */
export interface Point {
  readonly state: string;
  readonly input: Json;
  readonly enteredId: number;
  readonly enteredAt: number;
  readonly variables: Readonly<Record<string, Json>>;
  /** Of a Parallel or inline Map state: each branch or iteration, done or not; undefined where it had not begun. */
  readonly inner: readonly (Point | Done | undefined)[] | undefined;
  /** Of a distributed Map state: its Map Run. */
  readonly mapRun: MapRun | undefined;
}

/** What a branch or an iteration gave that need not run again. */
export interface Done {
  readonly output: Json;
}

/** Whether a branch or an iteration need not run again. */
export const isDone = (part: Point | Done | undefined): part is Done =>
  part !== undefined && Object.hasOwn(part, 'output');
