import type { Yieldable } from '../../kernel/index.ts';
import type { Entry } from './activities.ts';
import { Part } from './context.ts';
import { describeMember } from './describe-member.ts';
import { autoScalingError, validationError } from './errors.ts';
import type { AutoScalingGroup } from './group.ts';
import { autoScalingLimits as limits } from './limits.ts';
import { Member } from './member.ts';
import { ask, instanceOf } from './other-services.ts';
import { page } from './pages.ts';
import { describing, detailsOf } from './plan/activity.ts';
import { movedFor, takenFor } from './plan/activity-cause.ts';
import type { Input, Output } from './schema.ts';

/** What of an EC2 instance AttachInstances looks at. */
interface Found {
  readonly instanceId: string;
  readonly instanceType: string;
  readonly imageId: string;
  readonly subnetId: string;
  readonly state: { readonly name: string };
  readonly placement: { readonly availabilityZone: string; readonly availabilityZoneId: string };
  readonly instanceLifecycle?: string;
}

/** The instances of groups, one by one: described, attached, detached, on standby, protected, called ill, terminated. */
export class GroupInstances extends Part {
  describeAutoScalingInstances(input: Input<'DescribeAutoScalingInstances'> = {}): Output<'DescribeAutoScalingInstances'> {
    const { instanceIds: ids } = input;
    const all = this.asg.groups.list().flatMap((group) => [...group.members.values()].map((member) => ({ group, member })));
    const { page: found, ...more } = page(all.filter(({ member }) => !ids?.length || ids.includes(member.id)), input);
    const autoScalingInstances = found.map(({ group, member }) => {
      const shown = describeMember(this.asg, member);
      return { ...shown, autoScalingGroupName: group.name, healthStatus: shown.healthStatus.toUpperCase(), lifecycleState: shown.lifecycleState as string };
    });
    return { autoScalingInstances, ...more };
  } // prettier-ignore

  terminateInstanceInAutoScalingGroup(input: Input<'TerminateInstanceInAutoScalingGroup'>): Output<'TerminateInstanceInAutoScalingGroup'> {
    const { instanceId, shouldDecrementDesiredCapacity: decrement } = input;
    const { group, member } = this.#find(instanceId ?? '');
    if (member.state.includes('Terminating')) throw autoScalingError('ScalingActivityInProgressFault', `Instance ${instanceId} is terminating already.`);
    const from = group.desiredCapacity;
    if (decrement) this.#shrink(group, member.weight, 'Currently, desiredSize equals minSize');
    const why = decrement ? [takenFor.userTermination(this.now), takenFor.shrinking(this.now, from, group.desiredCapacity)] : [takenFor.userTermination(this.now)];
    const entry = group.reconciler.lives.terminate(member, why);
    this.#uneven(group);
    return { activity: group.history.shown(entry.activity) };
  } // prettier-ignore

  attachInstances({
    autoScalingGroupName,
    instanceIds: ids = [],
  }: Input<'AttachInstances'>): Output<'AttachInstances'> {
    const group = this.asg.groups.get(autoScalingGroupName);
    if (ids.length > limits.attachedInstances.max) throw validationError(`At most ${limits.attachedInstances.max} instances can be attached at once.`); // prettier-ignore
    if (group.suspended.has('Launch')) throw validationError('Instances cannot be attached while the process Launch is suspended.'); // prettier-ignore
    const found = this.#described(ids);
    const { plan, settings, size } = group;
    for (const { instanceId, state, placement } of found) {
      if (state.name !== 'running') throw validationError(`Invalid Instance ID(s): [${instanceId}] specified. The instance is not in the running state.`); // prettier-ignore
      if (this.#owner(instanceId)) throw validationError(`Instance ${instanceId} is already part of AutoScalingGroup:${this.#owner(instanceId)!.name}, so it cannot be attached to another AutoScalingGroup.`); // prettier-ignore
      if (!settings.subnets.some(({ zone }) => zone === placement.availabilityZone)) throw validationError(`Instance ${instanceId} is in the availability zone ${placement.availabilityZone}, which is not part of the group.`); // prettier-ignore
    }
    const to = size.desired + found.length;
    if (to > size.max) throw validationError(`AutoScalingGroup ${group.name} has min-size=${size.min}, max-size=${size.max}, and desired-size=${size.desired}. To attach ${found.length} more instance(s), please update the AutoScalingGroup sizes appropriately.`); // prettier-ignore
    group.settings = { ...settings, desiredCapacity: to };
    for (const one of found) {
      const { instanceId: id, imageId, instanceType: type, subnetId: subnet, placement } = one;
      const { availabilityZone: zone, availabilityZoneId: zoneId } = placement;
      const member = new Member(this.simulation, { id, imageId, type, subnet, zone, zoneId, weight: 1, weighted: undefined, purchaseOption: one.instanceLifecycle === 'spot' ? 'spot' : 'on-demand', source: plan.source, launchedAt: this.now, protectedFromScaleIn: settings.newInstancesProtectedFromScaleIn }); // prettier-ignore
      group.members.set(id, member);
      const entry = group.history.begin(describing.attach(id), [movedFor.attached(this.now, id, size.desired, to)], detailsOf(subnet, zone), 'InProgress'); // prettier-ignore
      group.reconciler.lives.serve(member);
      entry.to('Successful');
    }
    this.#uneven(group);
    return {};
  }

  detachInstances(input: Input<'DetachInstances'>): Output<'DetachInstances'> {
    const { autoScalingGroupName, shouldDecrementDesiredCapacity: decrement } = input;
    const { group, members } = this.#named(autoScalingGroupName, input.instanceIds, ['InService', 'Standby']);
    const from = group.desiredCapacity;
    if (decrement) this.#shrink(group, sum(members), 'The requested detach would leave the group below its minimum');
    const entries = members.map((member) => {
      const entry = group.history.begin(describing.detach(member.id), [movedFor.detached(this.now, member.id, from, group.desiredCapacity)], detailsOf(member.subnet, member.zone), 'InProgress');
      this.#leave(group, member, entry, 'Detaching', () => group.members.delete(member.id));
      return entry;
    });
    this.#uneven(group);
    return { activities: entries.map(({ activity }) => group.history.shown(activity)) };
  } // prettier-ignore

  enterStandby(input: Input<'EnterStandby'>): Output<'EnterStandby'> {
    const { autoScalingGroupName, shouldDecrementDesiredCapacity: decrement } = input;
    const { group, members } = this.#named(autoScalingGroupName, input.instanceIds, ['InService']);
    const from = group.desiredCapacity;
    if (decrement) this.#shrink(group, sum(members), 'The requested standby would leave the group below its minimum');
    const entries = members.map((member) => {
      const entry = group.history.begin(describing.enterStandby(member.id), [movedFor.standby(this.now, member.id, group.filling, group.filling - member.weight)], detailsOf(member.subnet, member.zone), 'InProgress');
      this.#leave(group, member, entry, 'EnteringStandby', () => member.to('Standby'));
      return entry;
    });
    if (from === group.desiredCapacity) group.wake();
    this.#uneven(group);
    return { activities: entries.map(({ activity }) => group.history.shown(activity)) };
  } // prettier-ignore

  exitStandby(input: Input<'ExitStandby'>): Output<'ExitStandby'> {
    const { group, members } = this.#named(input.autoScalingGroupName, input.instanceIds, ['Standby']);
    if (group.suspended.has('Launch')) throw validationError('Instances cannot leave standby while the process Launch is suspended.');
    const { size } = group;
    const to = size.desired + sum(members);
    if (to > size.max) throw validationError(`AutoScalingGroup ${group.name} has min-size=${size.min}, max-size=${size.max}, and desired-size=${size.desired}. To place into service ${members.length} more instance(s), please update the AutoScalingGroup sizes appropriately.`);
    group.settings = { ...group.settings, desiredCapacity: to };
    const entries = members.map((member) => {
      const entry = group.history.begin(describing.exitStandby(member.id), [movedFor.service(this.now, member.id, group.filling, group.filling + member.weight)], detailsOf(member.subnet, member.zone), 'PreInService');
      member.to('Pending');
      this.simulation.schedule(this.asg.model.reaction, () => {
        if (member.state !== 'Pending') return entry.to('Cancelled');
        entry.to('Successful');
        group.reconciler.lives.serve(member);
      });
      return entry;
    });
    this.#uneven(group);
    return { activities: entries.map(({ activity }) => group.history.shown(activity)) };
  } // prettier-ignore

  setInstanceProtection(input: Input<'SetInstanceProtection'>): Output<'SetInstanceProtection'> {
    const { autoScalingGroupName, instanceIds: ids, protectedFromScaleIn } = input;
    const group = this.asg.groups.get(autoScalingGroupName);
    if (ids.length > limits.protectedInstances.max) throw validationError(`At most ${limits.protectedInstances.max} instances can be named at once.`); // prettier-ignore
    const members = ids.map((id) => this.#member(group, id));
    const other = members.find(({ state }) => !/^(InService|Standby|Pending|Entering)/.test(state));
    if (other)
      throw validationError(`The instance ${other.id} is not in InService or EnteringStandby or Standby.`);
    for (const member of members) member.protectedFromScaleIn = protectedFromScaleIn;
    group.wake();
    return {};
  }

  setInstanceHealth(input: Input<'SetInstanceHealth'>): Output<'SetInstanceHealth'> {
    const { instanceId, healthStatus, shouldRespectGracePeriod = true } = input;
    if (healthStatus !== 'Healthy' && healthStatus !== 'Unhealthy') throw validationError(`${healthStatus.slice(0, 50)} is not a valid health status. Valid health status values are: Healthy and Unhealthy`); // prettier-ignore
    const { group, member } = this.#find(instanceId);
    if (healthStatus === 'Healthy') member.illness = undefined;
    else if (!shouldRespectGracePeriod || this.now >= member.graceUntil) {
      member.illness = 'user';
      group.wake();
    }
    return {};
  }

  /** Takes an instance out of service for something else than its end. */
  #leave(group: AutoScalingGroup, member: Member, entry: Entry, via: 'Detaching' | 'EnteringStandby', then: () => void): void {
    const { lives } = group.reconciler;
    const served = member.state === 'InService';
    member.to(via);
    if (served) lives.withdraw(member);
    const leave = function* (): Generator<Yieldable, void, never> {
      if (served) yield* lives.drain(member, entry);
      entry.to('Successful');
      then();
      group.wake(0);
    };
    this.simulation.process(leave, `an activity of ${group.name}`);
  } // prettier-ignore

  #shrink(group: AutoScalingGroup, units: number, why: string): void {
    const { min, max, desired } = group.size;
    if (desired - units < min) throw validationError(`${why}. AutoScalingGroup ${group.name} has min-size=${min}, max-size=${max}, and desired-size=${desired}. Update the sizes of the group, or do not decrement its desired capacity.`); // prettier-ignore
    group.settings = { ...group.settings, desiredCapacity: desired - units };
  }

  #uneven(group: AutoScalingGroup): void {
    group.reconciler.trigger ??= 'instances-removed';
    group.wake();
  }

  #named(groupName: string, ids: readonly string[] = [], states: readonly Member['state'][]) {
    const group = this.asg.groups.get(groupName);
    if (ids.length > limits.attachedInstances.max) throw validationError(`At most ${limits.attachedInstances.max} instances can be named at once.`); // prettier-ignore
    const members = ids.map((id) => this.#member(group, id));
    const other = members.find(({ state }) => !states.includes(state));
    if (other) throw validationError(`The instance ${other.id} is not in ${states.join(' or ')}.`);
    return { group, members };
  }

  #member(group: AutoScalingGroup, id: string): Member {
    const member = group.members.get(id);
    if (!member) throw validationError(`The instance ${id.slice(0, 50)} is not part of Auto Scaling group ${group.name}.`); // prettier-ignore
    return member;
  }

  #find(id: string): { group: AutoScalingGroup; member: Member } {
    const group = this.#owner(id);
    if (!group) throw validationError(`Instance Id not found - No managed instance found for instance ID: ${id.slice(0, 50)}`); // prettier-ignore
    return { group, member: group.members.get(id)! };
  }

  #owner(id: string): AutoScalingGroup | undefined {
    return this.asg.groups.list().find(({ members }) => members.has(id));
  }

  #described(ids: readonly string[]): Found[] {
    const missing = ids.find((id) => !instanceOf(this.asg.region, id));
    if (missing !== undefined) throw validationError(`Invalid Instance ID(s): [${missing.slice(0, 50)}] specified.`); // prettier-ignore
    if (ids.length === 0) return [];
    const { reservations } = ask<{ reservations: { instances: Found[] }[] }>(this.asg.region, 'ec2', 'DescribeInstances', { instanceIds: [...ids] }); // prettier-ignore
    return reservations.flatMap(({ instances }) => instances);
  }
}

const sum = (members: readonly Member[]) => members.reduce((units, { weight }) => units + weight, 0);
