/** What the tests share: oracle rows, a seeded stream, instances by default. */
import { existsSync, readFileSync } from 'node:fs';
import type { AdjustmentType } from './adjustment.ts';
import type { GroupSize } from './capacity.ts';
import type { Instance } from './instance.ts';

/** A row of the oracle: each kind has some of these. */
export interface OracleRow {
  readonly kind: string;
  readonly adjustmentType: AdjustmentType;
  readonly adjustment: number;
  readonly currentCapacity: number;
  readonly expectedCapacity: number;
  readonly total: number;
  readonly onDemandBase: number;
  readonly onDemandPercentAboveBase: number;
  readonly acceptableLatencySeconds: number;
  readonly avgProcessingSeconds: number;
  readonly visibleMessages: number;
  readonly instances: number;
  readonly decrement: number;
  readonly desired: number;
  readonly current: number;
  readonly weights: Readonly<Record<string, number>>;
  readonly remainingUnits: number;
  readonly hardLimit: string;
  readonly expected: {
    readonly target: number;
    readonly backlogPerInstance: number;
    readonly desired: number;
    readonly scaleOutBy: number;
  };
}

/** The rows of an oracle, or none where its file does not lie there. */
export function oracleRows(name: string): OracleRow[] {
  const path = new URL(`../../../../../../shared/oracles/${name}.jsonl`, import.meta.url);
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as OracleRow);
}

/** A small seeded generator (mulberry32): uniform in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A whole number from low to high. */
export function whole(random: () => number, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

export function pick<T>(random: () => number, values: readonly T[]): T {
  return values[Math.floor(random() * values.length)]!;
}

let made = 0;

/** An instance long in service, save for what is said. */
export function anInstance(given: Partial<Instance> = {}): Instance {
  return {
    id: `i-${String(++made).padStart(5, '0')}`,
    zone: 'a',
    type: 'm5.large',
    weight: 1,
    state: 'InService',
    healthy: true,
    protectedFromScaleIn: false,
    launchedAt: 0,
    inServiceAt: 0,
    purchaseOption: 'on-demand',
    source: { kind: 'template', id: 'lt-1', version: 1 },
    ...given,
  };
}

/** The most that a group with weights ever holds: the last instance brings more than was wanting. */
export function mostUnits({ desired }: GroupSize, largestWeight: number): number {
  return largestWeight > 1 ? desired + largestWeight : desired;
}
