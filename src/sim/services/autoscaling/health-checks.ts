import type { Timer } from '../../kernel/index.ts';
import type { Context } from './context.ts';
import type { AutoScalingGroup } from './group.ts';
import type { Illness, Member } from './member.ts';
import { ask, instanceOf } from './other-services.ts';

interface TargetHealth {
  readonly target: { readonly id: string };
  readonly targetHealth: { readonly state: string };
}

/**
 * Who of a group is ill: looks once a minute, at instances in service alone.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-checks-overview.html
 */
export class HealthChecks {
  readonly #asg: Context;
  readonly #group: AutoScalingGroup;
  #timer: Timer | undefined;

  /** Made by the group. */
  constructor(asg: Context, group: AutoScalingGroup) {
    this.#asg = asg;
    this.#group = group;
  }

  /** Looks from now on. */
  start(): void {
    const { simulation } = this.#asg.region.world;
    this.#timer = simulation.timer(this.#asg.model.healthCheckEvery, () => {
      this.start();
      this.#look();
      this.#group.reconciler.tick();
    });
  }

  /** Looks no more. */
  stop(): void {
    this.#timer?.cancel();
  }

  #look(): void {
    if (this.#group.suspended.has('HealthCheck')) return;
    const sick = this.#unhealthyTargets();
    for (const member of this.#group.within('InService')) {
      const illness = this.#illness(member, sick);
      if (illness === undefined || member.illness !== undefined) continue;
      member.illness = illness;
      this.#group.wake(0);
    }
  }

  #illness(member: Member, sick: ReadonlySet<string>): Illness | undefined {
    const { now, settings } = this.#group;
    const instance = instanceOf(this.#asg.region, member.id);
    // Whatever does not run is ill at once, within the grace period too.
    if (instance?.state !== 'running') return 'gone';
    const { checks } = instance;
    const impaired = checks.status(['system', 'instance']) === 'impaired';
    const app = checks.status(['application']) === 'impaired';
    const volume = settings.healthCheckType.includes('EBS') && checks.status(['attached-ebs']) === 'impaired';
    member.impairedSince = impaired || app || volume ? (member.impairedSince ?? now) : undefined;
    if (now < member.graceUntil) return undefined;
    if (sick.has(member.id)) return 'elb';
    const long = member.impairedSince !== undefined && now - member.impairedSince >= this.#asg.model.impairedPatience;
    if (!long) return undefined;
    return impaired || app ? 'ec2' : 'volume';
  } // prettier-ignore

  /** Targets that a balancer calls unhealthy, where the group listens to it. */
  #unhealthyTargets(): Set<string> {
    const { settings } = this.#group;
    const sick = new Set<string>();
    if (!settings.healthCheckType.includes('ELB')) return sick;
    for (const targetGroupArn of settings.targetGroupARNs) {
      const { targetHealthDescriptions = [] } = ask<{ targetHealthDescriptions?: TargetHealth[] }>(this.#asg.region, 'elasticloadbalancingv2', 'DescribeTargetHealth', { targetGroupArn }); // prettier-ignore
      for (const { target, targetHealth } of targetHealthDescriptions)
        if (targetHealth.state === 'unhealthy') sick.add(target.id);
    }
    return sick;
  }
}
