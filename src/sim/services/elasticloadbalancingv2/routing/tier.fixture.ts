import { log } from '../../../kernel/math.ts';
import type { Random } from '../kinds.ts';
import type { RoutingAlgorithm, TargetView } from './target-view.ts';
import { targetView } from './target-view.ts';

/** A tier to simulate, for tests: Poisson arrivals spread at random over nodes, which route to single-server targets. */
export interface Tier {
  readonly targets: number;
  readonly nodes: number;
  /** Load of a target of mean service time 1, if traffic were even. */
  readonly load: number;
  readonly algorithm: (random: Random) => RoutingAlgorithm;
  /** Mean service times; default 1. */
  readonly service?: (target: number) => number;
  /** Called when a request ends. */
  readonly ended?: (view: TargetView, target: number) => void;
  /** Called before each arrival. */
  readonly tick?: (views: readonly TargetView[], now: number) => void;
}

/** What came of it. */
export interface TierResult {
  /** Mean time in the system. */
  readonly time: number;
  /** The share of requests of the first target. */
  readonly first: number;
}

interface Departure {
  readonly at: number;
  readonly node: number;
}

/**
 * Runs a tier, first come first served. A request's departure is known when it arrives, so the only events are arrivals;
 * what a node believes is under way is brought up to date before each.
 */
export function runTier(tier: Tier, arrivals: number, warmUp: number, random: Random): TierResult {
  const { targets, nodes, load, service = () => 1 } = tier;
  const algorithms = Array.from({ length: nodes }, () => tier.algorithm(random));
  const views = algorithms.map(() => Array.from({ length: targets }, (_, i) => targetView(String(i))));
  const underWay: Departure[][] = Array.from({ length: targets }, () => []);
  const head = new Array<number>(targets).fill(0);
  const free = new Float64Array(targets);
  let now = 0;
  let time = 0;
  let first = 0;
  for (let i = -warmUp; i < arrivals; i++) {
    now -= log(1 - random()) / (load * targets);
    for (let target = 0; target < targets; target++) {
      const line = underWay[target]!;
      let at = head[target]!;
      for (; at < line.length && line[at]!.at <= now; at++) {
        const view = views[line[at]!.node]![target]!;
        view.outstanding--;
        tier.ended?.(view, target);
      }
      if (at > 1000) line.splice(0, at);
      head[target] = at > 1000 ? 0 : at;
    }
    const node = nodes === 1 ? 0 : Math.floor(random() * nodes);
    tier.tick?.(views[node]!, now);
    const view = algorithms[node]!.choose(views[node]!)!;
    const target = Number(view.id);
    const starts = Math.max(now, free[target]!);
    const at = starts - log(1 - random()) * service(target);
    free[target] = at;
    view.outstanding++;
    underWay[target]!.push({ at, node });
    if (i < 0) continue;
    time += at - now;
    if (target === 0) first++;
  }
  return { time: time / arrivals, first: first / arrivals };
}
