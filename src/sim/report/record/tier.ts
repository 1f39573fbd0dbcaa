import type { Look, Requests, Scene } from '../scene.ts';
import { Recorder, rounded, type Recorded, type RecordOptions, type Stage } from './recorder.ts';

/** A target as a recording looks at it. */
interface TierTarget {
  readonly id: string;
  readonly zone: string;
}

/** A target group, as far as a recording looks at it. */
interface TierGroup {
  readonly targets: ReadonlyMap<string, TierTarget>;
  readonly nodes: readonly {
    readonly zone: string;
    readonly all: readonly { readonly target: TierTarget; readonly underWay: { readonly size: number } }[];
    healthOf(target: never): { readonly state: string } | undefined;
  }[];
}

/** A load balancer, as far as a recording looks at it. */
export interface Tier {
  /** Its zones, by name. */
  readonly zones: readonly string[];
  /** Its target groups. */
  readonly targetGroups: readonly TierGroup[];
  /** Calls back with each request that ends. */
  onRequest(
    watch: (entry: {
      readonly time: number;
      readonly target?: string;
      readonly zone: string;
      readonly status: number;
      readonly duration: number;
    }) => void,
  ): void;
}

/** So many requests are kept at most: beyond, every second one of them is let go. */
const MOST = 600;
/** So many ticks is a recording long: finer than a picture that is played. */
const TICKS = 2000;

/** What the states of a target mean. */
const looks: Readonly<Record<string, Look>> = {
  initial: 'comes',
  healthy: 'serves',
  unavailable: 'serves',
  unhealthy: 'ill',
  'unhealthy.draining': 'ill',
  draining: 'leaves',
};

/**
 * Records a load balancer from now on, for `playback`: its nodes, the requests that go from them to targets, and the
 * targets with their health and what they have under way. A request fails where its status is 400 or above. Throws
 * RangeError for times that are not above 0.
 */
export function recordTier(
  cloud: Stage,
  balancer: Tier,
  { every = 5, ...options }: RecordOptions = {},
): Recorded {
  const recorder = new Recorder(
    cloud,
    {
      kind: 'tier',
      load: { name: 'under way', unit: '', full: 1 },
      lookOf: (state) => looks[state] ?? 'rests',
      things: () => balancer.targetGroups.flatMap((group) => targetsOf(group)),
    },
    { every, ...options },
  );
  return new TierRecorder(recorder, cloud.simulation.now, balancer);
}

function targetsOf(group: TierGroup) {
  return [...group.targets.values()].map((target) => {
    const nodes = group.nodes.map((node) => node.all.find((one) => one.target === target));
    const seen = group.nodes.find(({ zone }) => zone === target.zone) ?? group.nodes[0];
    return {
      id: target.id,
      place: target.zone,
      state: seen?.healthOf(target as never)?.state ?? 'unused',
      load: nodes.reduce((sum, one) => sum + (one?.underWay.size ?? 0), 0),
    };
  });
}

/** A recording of things, and the requests that go to them. */
class TierRecorder implements Recorded {
  readonly #recorder: Recorder;
  readonly #start: number;
  readonly #ended: Requests['ended'] = [];
  readonly #nodes: readonly string[];
  #kept: { at: number; took: number; node: number; thing: number; failed: number }[] = [];
  #each = 1;
  #count = 0;

  constructor(recorder: Recorder, start: number, balancer: Tier) {
    this.#recorder = recorder;
    this.#start = start;
    this.#nodes = [...balancer.zones];
    balancer.onRequest((entry) => this.#ends(entry));
  }

  scene(): Scene {
    const scene = this.#recorder.scene();
    const kept = [...this.#kept].sort((a, b) => a.at - b.at);
    const tick = rounded((scene.end - scene.start) / TICKS) || 0.001;
    const ticks = kept.map(({ at }) => Math.round((at - scene.start) / tick));
    const column = (name: keyof (typeof kept)[number]) => kept.map((one) => one[name]);
    const loads = scene.things.flatMap(({ load }) => load.values.map((value) => value ?? 0));
    return {
      ...scene,
      load: { ...scene.load, full: Math.max(1, ...loads) },
      requests: {
        each: this.#each,
        tick,
        at: ticks.map((at, i) => at - (ticks[i - 1] ?? 0)),
        took: kept.map(({ took }) => Math.round(took / tick)),
        node: column('node'),
        thing: column('thing'),
        failed: column('failed'),
        nodes: [...this.#nodes],
        ended: this.#ended.map(([all, failed]) => [all, failed]),
      },
    };
  }

  #ends({ time, target, zone, status, duration }: { time: number; target?: string; zone: string; status: number; duration: number }): void {
    const failed = status >= 400 ? 1 : 0;
    const { sample } = this.#recorder;
    while (this.#ended.length <= sample) this.#ended.push([0, 0]);
    const ended = this.#ended[sample]!;
    ended[0]++;
    ended[1] += failed;
    if (this.#count++ % this.#each > 0) return;
    this.#kept.push({
      at: rounded(Math.max(this.#start, time - duration)),
      took: rounded(duration),
      node: this.#nodes.indexOf(zone),
      thing: target === undefined ? -1 : this.#recorder.indexOf(target),
      failed,
    });
    if (this.#kept.length <= MOST) return;
    // Every second one, whoever it went to: what is left has the same shares.
    this.#kept = this.#kept.filter((_, i) => i % 2 === 0);
    this.#each *= 2;
  } // prettier-ignore
}
