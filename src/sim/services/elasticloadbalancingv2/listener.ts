import { describe, modify, valueOf, type KeyValue, type Settings } from './attributes/attributes.ts';
import { listenerAttributes } from './attributes/listener-attributes.ts';
import type { Subject } from './attributes/attribute.ts';
import type { Protocol } from './kinds.ts';
import { groupsOf, type Action } from './rules/action.ts';
import { ListenerRules, type Rule } from './rules/listener-rules.ts';
import type { Model } from './schema.ts';
import type * as aws from './schema.ts';

/** A load balancer, as far as its listeners ask it. */
export interface ListenerOwner {
  /** Its ARN. */
  readonly arn: string;
  /** Its kind. */
  readonly type: 'application' | 'network' | 'gateway';
}

/** A rule with its ARN. */
export interface KeptRule {
  readonly arn: string;
  rule: Rule;
  tags: Map<string, string>;
}

/** A listener: a port and a protocol at which clients connect, and what is done with their requests. */
export class Listener {
  readonly balancer: ListenerOwner;
  readonly arn: string;
  protocol: Protocol;
  port: number;
  defaultActions: Action[];
  /** The default certificate first. */
  certificates: string[] = [];
  sslPolicy: string | undefined;
  alpnPolicy: string[] | undefined;
  tags = new Map<string, string>();
  settings: Settings = new Map();
  /** The ARN of its default rule. */
  readonly defaultRuleArn: string;
  /** Rules by ARN, the default one left out; in no order. */
  readonly kept = new Map<string, KeptRule>();
  /** What they decide; undefined where a balancer looks at no requests. */
  rules: ListenerRules | undefined;

  /** Made by CreateListener. */
  constructor(balancer: ListenerOwner, arn: string, defaultRuleArn: string, protocol: Protocol, port: number, defaultActions: Action[]) {
    this.balancer = balancer;
    this.arn = arn;
    this.defaultRuleArn = defaultRuleArn;
    this.protocol = protocol;
    this.port = port;
    this.defaultActions = defaultActions;
    this.rebuild();
  } // prettier-ignore

  get #subject(): Subject {
    return { balancer: this.balancer.type, protocol: this.protocol };
  }

  /** The value of an attribute, set or by default; undefined where it does not apply. */
  value(name: string): string | undefined {
    return valueOf(listenerAttributes, this.#subject, this.settings, name);
  }

  /** All attributes that apply. */
  attributes(): KeyValue[] {
    return describe(listenerAttributes, this.#subject, this.settings);
  }

  /** Changes attributes, or throws and changes none. */
  modifyAttributes(changes: readonly KeyValue[]): void {
    this.settings = modify('Listener', listenerAttributes, this.#subject, this.settings, changes);
  }

  /** Makes the rules anew; throws what AWS would, and leaves them as they were. */
  rebuild(protocol = this.protocol, defaultActions = this.defaultActions, kept = [...this.kept.values()].map(({ rule }) => rule)): void {
    if (this.balancer.type !== 'application') return;
    const rules = new ListenerRules(protocol as 'HTTP' | 'HTTPS', defaultActions);
    for (const rule of kept) rules.add(rule);
    this.rules = rules;
  } // prettier-ignore

  /** ARNs of the target groups that its rules name. */
  get groups(): string[] {
    const actions = [...this.defaultActions, ...[...this.kept.values()].flatMap(({ rule }) => rule.actions)];
    return actions.flatMap((action) => groupsOf(action).map(({ id }) => id));
  }

  /** What DescribeListeners says. */
  describe(): Model<aws.Listener> {
    const { arn: listenerArn, port, protocol, sslPolicy, alpnPolicy } = this;
    const secure = protocol === 'HTTPS' || protocol === 'TLS';
    return {
      listenerArn,
      loadBalancerArn: this.balancer.arn,
      ...(protocol !== 'GENEVE' && { port, protocol: protocol as aws.ProtocolEnum }),
      ...(secure && { certificates: this.certificates.slice(0, 1).map((certificateArn) => ({ certificateArn })), sslPolicy }),
      defaultActions: this.defaultActions.map(shown),
      ...(alpnPolicy && { alpnPolicy }),
    } as Model<aws.Listener>;
  } // prettier-ignore

  /** What DescribeRules says, in the order of evaluation. */
  describeRules(): Model<aws.Rule>[] {
    const kept = [...this.kept.values()].sort((a, b) => (a.rule.priority as number) - (b.rule.priority as number));
    const all = kept.map(({ arn, rule }) => ({
      ruleArn: arn,
      priority: String(rule.priority),
      conditions: rule.conditions,
      actions: rule.actions.map(shown),
      isDefault: false,
      ...(rule.transforms?.length && { transforms: rule.transforms }),
    }));
    const byDefault = { ruleArn: this.defaultRuleArn, priority: 'default', conditions: [], actions: this.defaultActions.map(shown), isDefault: true };
    return [...all, byDefault] as unknown as Model<aws.Rule>[];
  } // prettier-ignore
}

/** A forward action is shown in both of its forms where it names one group. */
function shown(action: Action): Action {
  if (action.type !== 'forward') return action;
  const groups = groupsOf(action);
  const stickiness = action.forwardConfig?.targetGroupStickinessConfig ?? { enabled: false };
  return {
    ...action,
    ...(groups.length === 1 && { targetGroupArn: groups[0]!.id }),
    forwardConfig: {
      targetGroups: groups.map(({ id, weight }) => ({ targetGroupArn: id, weight })),
      targetGroupStickinessConfig: stickiness,
    },
  };
}
