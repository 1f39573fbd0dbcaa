import { Registry } from '../../cloud/registry.ts';
import type { Listener } from './listener.ts';
import { Listener as ListenerOf, type KeptRule } from './listener.ts';
import { elbError, invalidConfiguration, validationError } from './error.ts';
import type { Protocol } from './kinds.ts';
import { elasticLoadBalancingV2Limits as limits } from './limits.ts';
import type { LoadBalancer } from './load-balancer.ts';
import { groupsOf, type Action } from './rules/action.ts';
import type { Rule } from './rules/listener-rules.ts';
import { validateActions } from './rules/validate-actions.ts';
import type { Input, Model, Output } from './schema.ts';
import type * as aws from './schema.ts';
import { pairs, tagsOf, TargetGroups, paged } from './target-groups.ts';

/** The policy that a listener gets by API where none is named; the console proposes a newer one. */
const DEFAULT_POLICY = 'ELBSecurityPolicy-2016-08';
const PROTOCOLS: Readonly<Record<string, readonly string[]>> = {
  application: ['HTTP', 'HTTPS'],
  network: ['TCP', 'TLS', 'UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC'],
};

/** The operations on listeners and rules. */
export abstract class Listeners extends TargetGroups {
  protected readonly listeners = new Registry<Listener>(() =>
    elbError('ListenerNotFound', 'One or more listeners not found'),
  );
  protected readonly rules = new Registry<Listener>(() =>
    elbError('RuleNotFound', 'One or more rules not found'),
  );

  createListener(input: Input<'CreateListener'>): Output<'CreateListener'> {
    const { loadBalancerArn, certificates = [], sslPolicy, alpnPolicy, tags = [] } = input;
    const balancer = this.balancerOf(loadBalancerArn);
    const { type } = balancer;
    const protocol = (input.protocol ?? (type === 'gateway' ? 'GENEVE' : undefined)) as Protocol | undefined;
    const port = input.port ?? (type === 'gateway' ? 6081 : undefined);
    if (protocol === undefined) throw validationError('A listener protocol must be specified');
    if (port === undefined) throw validationError('A listener port must be specified');
    if (type !== 'gateway' && !PROTOCOLS[type]!.includes(protocol)) throw validationError(`Listener protocol '${protocol}' must be one of '${PROTOCOLS[type]!.join(', ')}'`);
    if (type === 'gateway' && input.port !== undefined) throw validationError('You cannot specify a port for a listener of a Gateway Load Balancer');
    if (!(port >= 1 && port <= 65_535)) throw validationError(`Listener port '${port}' must be between '1-65535' inclusive`);
    if ([...balancer.listeners.values()].some((one) => one.port === port)) throw elbError('DuplicateListener', 'A listener already exists on this port for this load balancer');
    if (balancer.listeners.size >= this.quota(limits.listeners)) throw elbError('TooManyListeners', 'The maximum number of listeners has been reached');
    this.#secure(protocol, certificates);
    const actions = this.#actions(balancer, input.defaultActions as Action[], protocol);
    const place = `${balancer.dimension}/${this.hexId('', 16)}`;
    const listener = new ListenerOf(balancer, this.arn(`listener/${place}`), this.arn(`listener-rule/${place}/${this.hexId('', 16)}`), protocol, port, actions);
    listener.certificates = certificates.map(({ certificateArn = '' }) => certificateArn);
    listener.sslPolicy = protocol === 'HTTPS' || protocol === 'TLS' ? (sslPolicy ?? DEFAULT_POLICY) : undefined;
    listener.alpnPolicy = alpnPolicy;
    listener.tags = tagsOf(tags);
    this.listeners.add(listener.arn, listener);
    this.rules.add(listener.defaultRuleArn, listener);
    balancer.listeners.set(listener.arn, listener);
    balancer.refresh();
    return { listeners: [listener.describe()] };
  } // prettier-ignore

  describeListeners(input: Input<'DescribeListeners'> = {}): Output<'DescribeListeners'> {
    const { loadBalancerArn, listenerArns, marker, pageSize } = input;
    if (loadBalancerArn === undefined && !listenerArns?.length) throw validationError('You must specify either listener ARNs or a load balancer ARN'); // prettier-ignore
    const all = listenerArns?.length
      ? listenerArns.map((arn) => this.listeners.get(arn))
      : [...this.balancerOf(loadBalancerArn!).listeners.values()];
    const { page, ...more } = paged(all, marker, pageSize);
    return { listeners: page.map((one) => one.describe()), ...more };
  }

  modifyListener(input: Input<'ModifyListener'>): Output<'ModifyListener'> {
    const listener = this.listeners.get(input.listenerArn);
    const balancer = this.balancerOf(listener.balancer.arn);
    const { port = listener.port, certificates, sslPolicy, alpnPolicy, defaultActions } = input;
    const protocol = (input.protocol ?? listener.protocol) as Protocol;
    if (port !== listener.port && [...balancer.listeners.values()].some((one) => one.port === port)) throw elbError('DuplicateListener', 'A listener already exists on this port for this load balancer'); // prettier-ignore
    const given = certificates ?? listener.certificates.map((certificateArn) => ({ certificateArn }));
    this.#secure(protocol, given);
    const actions = defaultActions ? this.#actions(balancer, defaultActions as Action[], protocol) : listener.defaultActions; // prettier-ignore
    listener.rebuild(protocol, actions);
    for (const node of balancer.nodes) if (port !== listener.port) node.close(listener);
    Object.assign(listener, {
      protocol,
      port,
      defaultActions: actions,
      alpnPolicy: alpnPolicy ?? listener.alpnPolicy,
    });
    listener.certificates = given.map(({ certificateArn = '' }) => certificateArn);
    const secure = protocol === 'HTTPS' || protocol === 'TLS';
    listener.sslPolicy = secure ? (sslPolicy ?? listener.sslPolicy ?? DEFAULT_POLICY) : undefined;
    balancer.refresh();
    return { listeners: [listener.describe()] };
  }

  deleteListener({ listenerArn }: Input<'DeleteListener'>): Output<'DeleteListener'> {
    this.dropListener(this.listeners.get(listenerArn));
    return {};
  }

  modifyListenerAttributes(input: Input<'ModifyListenerAttributes'>): Output<'ModifyListenerAttributes'> {
    const listener = this.listeners.get(input.listenerArn);
    listener.modifyAttributes(pairs(input.attributes));
    return { attributes: listener.attributes() };
  }

  describeListenerAttributes({ listenerArn }: Input<'DescribeListenerAttributes'>): Output<'DescribeListenerAttributes'> {
    return { attributes: this.listeners.get(listenerArn).attributes() };
  } // prettier-ignore

  addListenerCertificates(input: Input<'AddListenerCertificates'>): Output<'AddListenerCertificates'> {
    const listener = this.listeners.get(input.listenerArn);
    const more = input.certificates.map(({ certificateArn = '' }) => certificateArn);
    const all = [...new Set([...listener.certificates, ...more])];
    if (all.length - 1 > this.quota(limits.certificates)) throw elbError('TooManyCertificates', 'The maximum number of certificates has been reached'); // prettier-ignore
    listener.certificates = all;
    return { certificates: more.map((certificateArn) => ({ certificateArn, isDefault: false })) };
  }

  removeListenerCertificates(
    input: Input<'RemoveListenerCertificates'>,
  ): Output<'RemoveListenerCertificates'> {
    const listener = this.listeners.get(input.listenerArn);
    const gone = input.certificates.map(({ certificateArn = '' }) => certificateArn);
    const [byDefault, ...rest] = listener.certificates;
    if (gone.includes(byDefault!))
      throw elbError('OperationNotPermitted', 'Default certificate cannot be removed');
    listener.certificates = [byDefault!, ...rest.filter((arn) => !gone.includes(arn))];
    return {};
  }

  describeListenerCertificates(input: Input<'DescribeListenerCertificates'>): Output<'DescribeListenerCertificates'> {
    const { certificates } = this.listeners.get(input.listenerArn);
    const all = certificates.map((certificateArn, i) => ({ certificateArn, isDefault: i === 0 }));
    const { page, ...more } = paged(all, input.marker, input.pageSize);
    return { certificates: page, ...more };
  } // prettier-ignore

  createRule(input: Input<'CreateRule'>): Output<'CreateRule'> {
    const listener = this.listeners.get(input.listenerArn);
    const balancer = this.balancerOf(listener.balancer.arn);
    if (balancer.type !== 'application') throw elbError('InvalidLoadBalancerAction', 'Rules are supported on Application Load Balancers'); // prettier-ignore
    const count = [...balancer.listeners.values()].reduce((sum, { kept }) => sum + kept.size, 0);
    if (count >= this.quota(limits.rules)) throw elbError('TooManyRules', "You've reached the limit on the number of rules per load balancer"); // prettier-ignore
    const { priority, conditions, transforms } = input as unknown as Rule;
    const actions = this.#actions(balancer, input.actions as Action[], listener.protocol);
    const rule: Rule = { priority, conditions, actions, ...(transforms && { transforms }) };
    listener.rules!.add(rule);
    const arn = this.arn(`listener-rule/${listener.arn.slice(listener.arn.indexOf('listener/') + 9)}/${this.hexId('', 16)}`); // prettier-ignore
    listener.kept.set(arn, { arn, rule, tags: tagsOf(input.tags ?? []) });
    this.rules.add(arn, listener);
    balancer.refresh();
    return { rules: listener.describeRules().filter(({ ruleArn }) => ruleArn === arn) };
  }

  describeRules(input: Input<'DescribeRules'> = {}): Output<'DescribeRules'> {
    const { listenerArn, ruleArns, marker, pageSize } = input;
    if ((listenerArn === undefined) === (ruleArns === undefined)) throw validationError('You must specify either listener rule ARNs or a listener ARN'); // prettier-ignore
    const all = ruleArns
      ? ruleArns.map((arn) => this.rules.get(arn).describeRules().find(({ ruleArn }) => ruleArn === arn)!)
      : this.listeners.get(listenerArn!).describeRules(); // prettier-ignore
    const { page, ...more } = paged(all, marker, pageSize);
    return { rules: page, ...more };
  }

  modifyRule(input: Input<'ModifyRule'>): Output<'ModifyRule'> {
    const { listener, kept } = this.#rule(input.ruleArn, 'modified');
    const actions = input.actions ? this.#actions(this.balancerOf(listener.balancer.arn), input.actions as Action[], listener.protocol) : kept.rule.actions; // prettier-ignore
    const { conditions = kept.rule.conditions, transforms = kept.rule.transforms } =
      input as unknown as Partial<Rule>;
    const next: Rule = {
      priority: kept.rule.priority,
      conditions,
      actions,
      ...(transforms && { transforms }),
    };
    this.#replace(listener, new Map([[kept, next]]));
    return { rules: listener.describeRules().filter(({ ruleArn }) => ruleArn === kept.arn) };
  }

  setRulePriorities({ rulePriorities }: Input<'SetRulePriorities'>): Output<'SetRulePriorities'> {
    const all = rulePriorities.map(({ ruleArn = '', priority = 0 }) => ({ ...this.#rule(ruleArn, 'modified'), priority })); // prettier-ignore
    const [first] = all;
    if (!first) throw validationError('A rule priority must be specified');
    this.#replace(
      first.listener,
      new Map(all.map(({ kept, priority }) => [kept, { ...kept.rule, priority }])),
    );
    const arns = new Set(all.map(({ kept }) => kept.arn));
    return { rules: first.listener.describeRules().filter(({ ruleArn }) => arns.has(ruleArn!)) };
  }

  deleteRule({ ruleArn }: Input<'DeleteRule'>): Output<'DeleteRule'> {
    const { listener, kept } = this.#rule(ruleArn, 'removed');
    listener.kept.delete(kept.arn);
    this.rules.remove(kept.arn);
    listener.rebuild();
    this.balancerOf(listener.balancer.arn).refresh();
    return {};
  }

  /** Takes a listener away, with its rules. */
  protected dropListener(listener: Listener): void {
    this.listeners.remove(listener.arn);
    for (const arn of [listener.defaultRuleArn, ...listener.kept.keys()]) this.rules.remove(arn);
    this.balancerOf(listener.balancer.arn).removeListener(listener);
  }

  /** The rule of an ARN; not a default one. */
  #rule(arn: string, verb: string): { listener: Listener; kept: KeptRule } {
    const listener = this.rules.get(arn);
    const kept = listener.kept.get(arn);
    if (!kept) throw elbError('OperationNotPermitted', `Default rule '${arn}' cannot be ${verb}`);
    return { listener, kept };
  }

  #replace(listener: Listener, changes: ReadonlyMap<KeptRule, Rule>): void {
    const next = [...listener.kept.values()].map((one) => changes.get(one) ?? one.rule);
    listener.rebuild(listener.protocol, listener.defaultActions, next);
    for (const [one, rule] of changes) one.rule = rule;
    this.balancerOf(listener.balancer.arn).refresh();
  }

  /** Actions, found good: their groups are there, fit the balancer, and belong to no other. */
  #actions(balancer: LoadBalancer, actions: Action[], protocol: Protocol): Action[] {
    if (balancer.type === 'application') validateActions(actions, protocol as 'HTTP');
    else if (actions.length !== 1 || actions[0]!.type !== 'forward') throw elbError('InvalidLoadBalancerAction', 'A listener of this load balancer must have one forward action');
    for (const { id } of actions.flatMap(groupsOf)) {
      const group = this.groups.get(id);
      if (group.kind !== balancer.type) throw elbError('IncompatibleProtocols', `The protocol of target group '${group.name}' is not compatible with a ${balancer.type} load balancer`);
      if (group.targetType !== 'lambda' && group.given.vpcId !== balancer.given.vpcId) throw invalidConfiguration(`Target group '${group.name}' is in another VPC than the load balancer`);
      if (group.balancer && group.balancer !== balancer) throw elbError('TargetGroupAssociationLimit', `The following target groups cannot be associated with more than one load balancer: '${id}'`);
    }
    return actions;
  } // prettier-ignore

  #secure(protocol: Protocol, certificates: readonly Model<aws.Certificate>[]): void {
    const secure = protocol === 'HTTPS' || protocol === 'TLS';
    if (secure && certificates.length === 0) throw validationError(`A certificate must be specified for ${protocol} listeners`); // prettier-ignore
    if (certificates.length > 1) throw elbError('TooManyCertificates', 'You can specify one default certificate; add others with AddListenerCertificates'); // prettier-ignore
    if (!secure && certificates.length > 0) throw invalidConfiguration(`Certificates cannot be specified for ${protocol} listeners`); // prettier-ignore
    for (const { certificateArn = '' } of certificates)
      if (!/^arn:[^:]+:(acm|iam):/.test(certificateArn)) throw elbError('CertificateNotFound', `Certificate ARN '${certificateArn}' is not valid`); // prettier-ignore
  }
}
