import { Cloud } from '../sim/index.ts';
import { classicPrices } from '../sim/services/elasticloadbalancing/index.ts';
import { elbPrices } from '../sim/services/elasticloadbalancingv2/index.ts';
import type { Comparison } from './comparison.ts';
import { refuses } from './trial.ts';

type Kind = 'application' | 'network' | 'gateway' | 'classic';

const docs = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/';

/** A Classic Load Balancer in so many zones. */
function classic(zones: number) {
  const cloud = new Cloud();
  const elb = cloud.elasticloadbalancing;
  const { subnets } = cloud.ec2.defaults();
  const listeners = [{ protocol: 'TCP', loadBalancerPort: 80, instancePort: 80 }];
  elb.createLoadBalancer({ loadBalancerName: 'old', listeners, subnets: subnets.slice(0, zones) });
  return elb.describeLoadBalancerAttributes({ loadBalancerName: 'old' }).loadBalancerAttributes!;
}

/** A balancer of another kind, with a target group and a listener. */
function modern(type: Exclude<Kind, 'classic'>) {
  const cloud = new Cloud();
  const elb = cloud.elasticloadbalancingv2;
  const balancer = elb.balancer('web', { type });
  const [listener] = balancer.listeners.values();
  const forward = { type: 'forward' as const, targetGroupArn: balancer.targetGroup.arn };
  return { elb, balancer, listener: listener!, forward };
}

/** The four load balancers: what each does with the same call. */
export const balancers: Comparison<Kind> = {
  caption: 'Four load balancers',
  rowsAre: 'Question',
  columns: [
    { name: 'Application', subject: 'application' },
    { name: 'Network', subject: 'network' },
    { name: 'Gateway', subject: 'gateway' },
    { name: 'Classic', subject: 'classic' },
  ],
  rows: [
    {
      label: 'Stands in one zone',
      source: `${docs}APIReference/API_CreateLoadBalancer.html`,
      cell(kind) {
        if (kind === 'classic') return !refuses(() => classic(1));
        const { elb } = modern(kind);
        const subnets = elb.defaults().subnets.slice(0, 1);
        return !refuses(() => elb.createLoadBalancer({ name: 'one', type: kind, subnets }));
      },
    },
    {
      label: 'Goes by the path',
      source: `${docs}application/listener-rules.html`,
      cell(kind) {
        // The API of Classic Load Balancers has no rules.
        if (kind === 'classic') return 'createRule' in new Cloud().elasticloadbalancing;
        const { elb, listener, forward } = modern(kind);
        const conditions = [{ field: 'path-pattern', values: ['/a'] }];
        const rule = { listenerArn: listener.arn, priority: 1, conditions, actions: [forward] };
        return !refuses(() => elb.createRule(rule));
      },
    },
    {
      label: 'Takes a function',
      source: `${docs}application/lambda-functions.html`,
      cell(kind) {
        if (kind === 'classic') return 'createTargetGroup' in new Cloud().elasticloadbalancing;
        const { elb, listener } = modern(kind);
        const { arn: targetGroupArn } = elb.group('function', { targetType: 'lambda' });
        const defaultActions = [{ type: 'forward' as const, targetGroupArn }];
        return !refuses(() => elb.modifyListener({ listenerArn: listener.arn, defaultActions }));
      },
    },
    {
      label: 'Crosses zones at first',
      source: `${docs}userguide/how-elastic-load-balancing-works.html#cross-zone-load-balancing`,
      cell: (kind) =>
        kind === 'classic'
          ? classic(2).crossZoneLoadBalancing!.enabled
          : modern(kind).balancer.value('load_balancing.cross_zone.enabled') === 'true',
    },
    {
      label: 'Drains at first',
      source: `${docs}classic/config-conn-drain.html`,
      cell: (kind) =>
        kind === 'classic'
          ? classic(2).connectionDraining!.enabled
          : modern(kind).balancer.targetGroup.delay > 0,
    },
    {
      label: 'Idle timeout',
      source: `${docs}network/network-load-balancers.html#connection-idle-timeout`,
      unit: 'seconds',
      cell(kind) {
        if (kind === 'classic') return classic(2).connectionSettings!.idleTimeout;
        const { balancer, listener } = modern(kind);
        return Number(
          listener.value('tcp.idle_timeout.seconds') ?? balancer.value('idle_timeout.timeout_seconds'),
        );
      },
    },
    {
      label: 'USD an hour, units apart',
      source: 'https://aws.amazon.com/elasticloadbalancing/pricing/',
      cell: (kind) => (kind === 'classic' ? classicPrices.hours : elbPrices[`${kind}Hours`]).tiers[0]!.usd,
    },
  ],
};
