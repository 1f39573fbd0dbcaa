import type { Instance, LaunchSource } from './instance.ts';
import { leastBy, oldestConfiguration, outdated, type Narrowed } from './launch-source.ts';

/** A termination policy, by name. */
export type TerminationPolicy =
  | 'Default'
  | 'AllocationStrategy'
  | 'OldestInstance'
  | 'NewestInstance'
  | 'OldestLaunchTemplate'
  | 'OldestLaunchConfiguration'
  | 'ClosestToNextInstanceHour';

/** What the policies look at besides the instances. */
export interface TerminationContext {
  /** What the group launches from now. */
  readonly source: LaunchSource;
  readonly now: number;
  /** In a mixed group: those that fit its allocation strategy least; see `leastAligned`. */
  readonly leastAligned?: (candidates: readonly Instance[]) => readonly Instance[];
}

/** Seconds until an instance has run another whole hour; 3600 on the hour itself. */
export function untilNextHour({ launchedAt }: Instance, now: number): number {
  const age = Math.max(0, now - launchedAt);
  return 3600 - (age % 3600);
}

/**
 * The steps of each policy in order: each keeps those that should go first, and the next one decides among them.
 * Policies of a list follow one another in the same way.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-termination-policies.html#predefined-termination-policies
 */
export function narrow(
  policies: readonly TerminationPolicy[],
  candidates: readonly Instance[],
  context: TerminationContext,
): { readonly kept: readonly Instance[]; readonly why: string[] } {
  let kept = candidates;
  const why: string[] = [];
  for (const policy of policies) {
    for (const step of stepsOf(policy)) {
      if (kept.length <= 1) return { kept, why };
      const next = step(kept, context);
      if (next.kept.length === 0 || next.kept.length === kept.length) continue;
      kept = next.kept;
      why.push(`${policy}: ${next.why}`);
    }
  }
  return { kept, why };
}

type Step = (candidates: readonly Instance[], context: TerminationContext) => Narrowed;

const aligning: Step = (candidates, { leastAligned }) => ({
  kept: leastAligned?.(candidates) ?? candidates,
  why: 'its pool fits the allocation strategy least',
});
const outdatedFirst: Step = (candidates, { source }) => outdated(candidates, source);
const nextHour: Step = (candidates, { now }) => {
  const kept = leastBy(candidates, (instance) => untilNextHour(instance, now));
  return { kept, why: `${kept[0] ? untilNextHour(kept[0], now) : 0} s to its next billing hour, the least` };
};
const oldest: Step = (candidates) => ({
  kept: leastBy(candidates, ({ launchedAt }) => launchedAt),
  why: 'launched first',
});
const newest: Step = (candidates) => ({
  kept: leastBy(candidates, ({ launchedAt }) => -launchedAt),
  why: 'launched last',
});
const oldTemplate: Step = (candidates, { source }) =>
  source.kind === 'template' ? outdated(candidates, source) : { kept: candidates, why: '' };
const oldConfiguration: Step = (candidates, { source }) => oldestConfiguration(candidates, source);

function stepsOf(policy: TerminationPolicy): readonly Step[] {
  switch (policy) {
    case 'Default':
      return [aligning, outdatedFirst, nextHour];
    case 'AllocationStrategy':
      return [aligning];
    case 'OldestInstance':
      return [oldest];
    case 'NewestInstance':
      return [newest];
    case 'OldestLaunchTemplate':
      return [oldTemplate];
    case 'OldestLaunchConfiguration':
      return [oldConfiguration];
    case 'ClosestToNextInstanceHour':
      return [nextHour];
  }
}
