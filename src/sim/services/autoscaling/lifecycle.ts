import { AwsError } from '../../cloud/index.ts';
import type { Yieldable } from '../../kernel/index.ts';
import type { Entry } from './activities.ts';
import { isDraining, setTarget } from './balancers.ts';
import type { Context } from './context.ts';
import type { Group } from './group-state.ts';
import { isGone, passHooks, type Passed } from './hooks.ts';
import type { LaunchPlan, LaunchType } from './launch-plan.ts';
import { Member } from './member.ts';
import { announce } from './notifications.ts';
import { ask, ec2State, instanceOf } from './other-services.ts';
import { describing, detailsOf } from './plan/activity.ts';
import type { PurchaseOption } from './plan/instance.ts';
import { abandonedMessage } from './plan/lifecycle-hook.ts';
import type { GroupSubnet } from './settings.ts';

/** What to launch, where and why. */
export interface Order {
  readonly plan: LaunchPlan;
  readonly type: LaunchType;
  readonly option: PurchaseOption;
  readonly subnet: GroupSubnet;
  readonly cause: readonly string[];
  /** In excess: an older one goes for it, or a zone gets level. */
  readonly ahead: Member['ahead'];
  /** Into the warm pool. */
  readonly intoPool: boolean;
}

interface Ran {
  readonly instances: readonly { readonly instanceId: string; readonly imageId: string }[];
}

/** Seconds between two looks at targets that finish what they have. */
const DRAIN_LOOK = 5;

/** The one way in and the one way out of a group: each a scaling activity. */
export class Lifecycles {
  readonly #asg: Context;
  readonly #group: Group;

  /** Made by the group's reconciler. */
  constructor(asg: Context, group: Group) {
    this.#asg = asg;
    this.#group = group;
  }

  /** Launches an instance; answers it, or the error of EC2. */
  launch({ plan, type, option, subnet, cause, ahead, intoPool }: Order): Member | AwsError {
    const group = this.#group;
    const entry = group.history.begin(describing.launch(), cause, detailsOf(subnet.id, subnet.zone), 'PreInService');
    const tags = [...group.tags].filter(([, { propagateAtLaunch }]) => propagateAtLaunch).map(([key, { value }]) => ({ key, value }));
    let ran: Ran;
    try {
      ran = ask<Ran>(this.#asg.region, 'ec2', 'RunInstances', plan.request(type, option, subnet.id, tags));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      entry.to('Failed', `${error.message} Launching EC2 instance failed.`);
      announce(this.#asg, group, 'launch', entry);
      return error;
    }
    const [{ instanceId: id, imageId }] = ran.instances as [Ran['instances'][number]];
    const member = new Member(this.#asg.region.world.simulation, {
      id, imageId, zone: subnet.zone, zoneId: subnet.zoneId, subnet: subnet.id, type: type.type, weight: type.weight, weighted: type.weighted,
      purchaseOption: option, launchedAt: group.now, protectedFromScaleIn: group.settings.newInstancesProtectedFromScaleIn,
      source: type.template ? { kind: 'template', id: type.template.launchTemplateId, version: type.template.versionNumber } : plan.source,
    });
    member.ahead = ahead;
    if (intoPool) member.state = 'Warmed:Pending';
    group.members.set(id, member);
    entry.describe(describing.launch(id));
    this.#arrive(member, entry, intoPool ? this.#intoPool(member, entry, 'EC2') : this.#bringIn(member, entry, 'EC2'));
    return member;
  } // prettier-ignore

  /** Takes an instance of the warm pool into the group. */
  warmStart(member: Member, cause: readonly string[]): void {
    const entry = this.#group.history.begin(describing.launch(member.id), cause, detailsOf(member.subnet, member.zone), 'PreInService'); // prettier-ignore
    member.to('Pending');
    this.#arrive(member, entry, this.#bringIn(member, entry, 'WarmPool'));
  }

  /** Takes an instance out of the group, and terminates it or puts it back into the warm pool. */
  terminate(member: Member, cause: readonly string[], toPool = false): Entry {
    member.arriving?.cancel();
    const entry = this.#group.history.begin(describing.terminate(member.id), cause, detailsOf(member.subnet, member.zone), 'InProgress'); // prettier-ignore
    const served = member.state === 'InService';
    const gate = member.state.startsWith('Warmed:') ? 'Warmed:Terminating' : 'Terminating';
    member.ahead = undefined;
    member.to(gate);
    if (served) this.withdraw(member);
    this.#run(this.#takeOut(member, entry, gate, served, toPool));
    return entry;
  }

  /** Comes into service: from a launch, from standby, by being attached. */
  serve(member: Member, register = true): void {
    const group = this.#group;
    const { settings, now } = group;
    if (register && !group.suspended.has('AddToLoadBalancer')) setTarget(this.#asg.region, 'RegisterTargets', settings.targetGroupARNs, member.id); // prettier-ignore
    if (member.ahead === 'move') member.ahead = undefined;
    member.inServiceAt = now;
    member.graceUntil = now + settings.healthCheckGracePeriod;
    member.to('InService');
    group.metrics.serves(member);
    group.wake(0);
  }

  /** Leaves service: nothing new comes to it. */
  withdraw(member: Member): void {
    this.#group.metrics.leaves(member);
    setTarget(this.#asg.region, 'DeregisterTargets', this.#group.settings.targetGroupARNs, member.id);
  }

  /** Settles when no request is under way any more at an instance that was withdrawn. */
  *drain(member: Member, entry: Entry): Generator<Yieldable, void, never> {
    const { targetGroupARNs } = this.#group.settings;
    while (isDraining(this.#asg.region, targetGroupARNs, member.id)) {
      entry.to('WaitingForELBConnectionDraining');
      yield DRAIN_LOOK;
    }
  }

  *#bringIn(member: Member, entry: Entry, origin: 'EC2' | 'WarmPool'): Generator<Yieldable, void, never> {
    const group = this.#group;
    const begun = group.now;
    if (origin === 'WarmPool') yield* this.#start(member);
    yield* this.#running(member);
    if (isGone(this.#asg, member)) return this.#lost(member, entry);
    entry.to(group.hooks.size > 0 ? 'MidLifecycleAction' : 'InProgress');
    const passed = yield* passHooks(this.#asg, group, member, 'Pending', origin, 'AutoScalingGroup');
    if (passed.outcome === 'terminate') return this.#turnAway(member, entry, passed);
    if (origin === 'EC2') yield Math.max(0, begun + this.#asg.model.launchActivity - group.now);
    if (isGone(this.#asg, member)) return this.#lost(member, entry);
    entry.to('Successful');
    member.arriving = undefined;
    this.serve(member);
    announce(this.#asg, group, 'launch', entry, member);
  }

  *#intoPool(
    member: Member,
    entry: Entry,
    origin: 'EC2' | 'AutoScalingGroup',
  ): Generator<Yieldable, void, never> {
    const { warmPool } = this.#group;
    yield* this.#running(member);
    if (isGone(this.#asg, member)) return this.#lost(member, entry);
    const passed = yield* passHooks(this.#asg, this.#group, member, 'Warmed:Pending', origin, 'WarmPool');
    if (passed.outcome === 'terminate') return this.#turnAway(member, entry, passed);
    const { poolState = 'Stopped' } = warmPool ?? {};
    if (poolState !== 'Running') {
      // What is to be stopped has to be up: its user data would not have run.
      while (origin === 'EC2' && !isGone(this.#asg, member) && !this.#ready(member)) yield 1;
      yield* this.#insist('StopInstances', member, poolState === 'Hibernated' && { hibernate: true });
      while (ec2State(this.#asg.region, member.id) === 'stopping') yield* member.changed.wait();
    }
    member.to(`Warmed:${poolState}`);
    member.arriving = undefined;
    entry.to('Successful');
    this.#group.wake(0);
  }

  *#takeOut(member: Member, entry: Entry, gate: 'Terminating' | 'Warmed:Terminating', served: boolean, toPool: boolean): Generator<Yieldable, void, never> {
    const group = this.#group;
    const { region } = this.#asg;
    if (served) yield* this.drain(member, entry);
    if ([...group.hooks.values()].some(({ transition }) => transition.endsWith('TERMINATING'))) entry.to('MidLifecycleAction'); // prettier-ignore
    yield* passHooks(this.#asg, group, member, gate, gate === 'Terminating' ? 'AutoScalingGroup' : 'WarmPool', toPool ? 'WarmPool' : 'EC2'); // prettier-ignore
    if (toPool && !isGone(this.#asg, member)) {
      member.inServiceAt = undefined;
      member.to('Warmed:Pending');
      return yield* this.#intoPool(member, entry, 'AutoScalingGroup');
    }
    const last = yield* this.#end(member, entry);
    while (ec2State(region, member.id) !== 'terminated') yield* member.changed.wait();
    group.members.delete(member.id);
    last.to('Successful');
    announce(this.#asg, group, 'terminate', last, member);
    group.wake(0);
  } // prettier-ignore

  /** A stopped instance of the pool starts. */
  *#start(member: Member): Generator<Yieldable, void, never> {
    const { region } = this.#asg;
    while (ec2State(region, member.id) === 'stopping') yield* member.changed.wait();
    if (ec2State(region, member.id) !== 'stopped') return;
    try {
      yield* this.#insist('StartInstances', member);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      // There is no room for it now: it goes, and another one is launched.
      yield* this.#insist('TerminateInstances', member);
    }
  }

  /** Asks EC2 again and again for as long as its control plane does not answer. Throws what EC2 refuses otherwise. */
  *#insist(
    operation: string,
    member: Member,
    more: object | false = false,
  ): Generator<Yieldable, void, never> {
    const { region, model } = this.#asg;
    while (!isGone(this.#asg, member)) {
      try {
        ask(region, 'ec2', operation, { instanceIds: [member.id], ...more });
        return;
      } catch (error) {
        if (!(error instanceof AwsError) || error.$fault !== 'server') throw error;
      }
      yield model.retryAfter;
    }
  }

  /** Terminates it at EC2. An activity that EC2 refuses fails, and another one tries it again; answers the last one. */
  *#end(member: Member, first: Entry): Generator<Yieldable, Entry, never> {
    const { region, model } = this.#asg;
    let entry = first;
    while (!isGone(this.#asg, member)) {
      try {
        // EC2's own protection is for others. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_ChangingDisableAPITermination.html
        if (instanceOf(region, member.id)?.life.disableApiTermination) ask(region, 'ec2', 'ModifyInstanceAttribute', { instanceId: member.id, disableApiTermination: { value: false } }); // prettier-ignore
        ask(region, 'ec2', 'TerminateInstances', { instanceIds: [member.id] });
        break;
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        entry.to('Failed', error.message);
        announce(this.#asg, this.#group, 'terminate', entry, member);
      }
      yield model.retryAfter;
      const { cause, details } = first.activity;
      entry = this.#group.history.begin(describing.terminate(member.id), [cause], details, 'InProgress');
    }
    return entry;
  }

  *#running(member: Member): Generator<Yieldable, void, never> {
    while (ec2State(this.#asg.region, member.id) === 'pending') yield* member.changed.wait();
  }

  #ready(member: Member): boolean {
    const instance = (this.#asg.region.service('ec2') as { instance(id: string): { readonly life: { readonly ready: boolean } } }).instance(member.id); // prettier-ignore
    return instance.life.ready;
  }

  /** It died before it came into service. */
  #lost(member: Member, entry: Entry): void {
    this.#group.members.delete(member.id);
    entry.to('Failed', `Instance became unhealthy while waiting for instance to be in InService state. Termination Reason: it was terminated.`); // prettier-ignore
    announce(this.#asg, this.#group, 'launch', entry, member);
    this.#group.wake();
  }

  /** A hook did not let it in: it is terminated, and another one is launched. */
  #turnAway(member: Member, entry: Entry, { abandoned, timedOut }: Passed): void {
    member.arriving = undefined;
    if (!abandoned) return this.#lost(member, entry);
    entry.to('Cancelled', abandonedMessage(abandoned, timedOut));
    announce(this.#asg, this.#group, 'launch', entry, member);
    this.terminate(member, [`At ${new Date(this.#group.now * 1000).toISOString().slice(0, 19)}Z an instance was taken out of service in response to a lifecycle action that was abandoned.`]); // prettier-ignore
    this.#group.wake();
  }

  /** Begins an activity that ends where the instance has to go before it is through. */
  #arrive(member: Member, entry: Entry, activity: Generator<Yieldable, void, never>): void {
    const process = this.#run(activity);
    member.arriving = {
      cancel: () => {
        process.cancel();
        member.arriving = undefined;
        entry.to('Cancelled');
      },
    };
  }

  #run(activity: Generator<Yieldable, void, never>) {
    return this.#asg.region.world.simulation.process(() => activity, `an activity of ${this.#group.name}`);
  }
}
