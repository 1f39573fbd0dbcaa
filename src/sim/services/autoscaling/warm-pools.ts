import { Part } from './context.ts';
import { describeMember } from './describe-member.ts';
import { validationError } from './errors.ts';
import { page } from './pages.ts';
import { takenFor } from './plan/activity-cause.ts';
import { checkWarmPool } from './plan/warm-pool.ts';
import type { Input, Model, Output } from './schema.ts';
import type * as aws from './schema.ts';
import type { WarmPool } from './warm-pool.ts';

/** Warm pools: instances that are prepared before they are needed. */
export class WarmPools extends Part {
  putWarmPool(input: Input<'PutWarmPool'>): Output<'PutWarmPool'> {
    const { maxGroupPreparedCapacity, minSize, poolState, instanceReusePolicy } = input;
    const group = this.asg.groups.get(input.autoScalingGroupName);
    const { plan } = group;
    const pool: WarmPool = {
      ...(maxGroupPreparedCapacity !== undefined && { maxGroupPreparedCapacity }),
      ...(minSize !== undefined && { minSize }),
      ...(poolState !== undefined && { poolState: poolState as 'Stopped' }),
      reuseOnScaleIn: instanceReusePolicy?.reuseOnScaleIn ?? false,
      deleting: false,
    };
    checkWarmPool(pool, { mixedInstances: plan.distribution !== undefined, weights: false, spot: plan.spot });
    group.warmPool = pool;
    group.wake();
    return {};
  }

  deleteWarmPool({
    autoScalingGroupName,
    forceDelete = false,
  }: Input<'DeleteWarmPool'>): Output<'DeleteWarmPool'> {
    const group = this.asg.groups.get(autoScalingGroupName);
    const { warmPool } = group;
    if (!warmPool) throw validationError(`No warm pool found for the group ${autoScalingGroupName}.`);
    const pooled = [...group.members.values()].filter(({ state }) => state.startsWith('Warmed:'));
    group.warmPool = { ...warmPool, deleting: true };
    if (forceDelete) for (const member of pooled) if (!member.state.includes('Terminating')) group.reconciler.lives.terminate(member, [takenFor.pool(this.now)]); // prettier-ignore
    group.wake(0);
    return {};
  }

  describeWarmPool(input: Input<'DescribeWarmPool'>): Output<'DescribeWarmPool'> {
    const group = this.asg.groups.get(input.autoScalingGroupName);
    const { warmPool } = group;
    const pooled = [...group.members.values()].filter(({ state }) => state.startsWith('Warmed:'));
    const { page: found, ...more } = page(pooled, input);
    return { ...(warmPool && { warmPoolConfiguration: shownWarmPool(warmPool) }), instances: found.map((member) => describeMember(this.asg, member)), ...more }; // prettier-ignore
  }
}

/** A warm pool as the API shows it. */
export function shownWarmPool({ maxGroupPreparedCapacity, minSize = 0, poolState = 'Stopped', reuseOnScaleIn = false, deleting }: WarmPool): Model<aws.WarmPoolConfiguration> {
  return { ...(maxGroupPreparedCapacity !== undefined && { maxGroupPreparedCapacity }), minSize, poolState, ...(reuseOnScaleIn && { instanceReusePolicy: { reuseOnScaleIn } }), ...(deleting && { status: 'PendingDelete' as const }) };
} // prettier-ignore
