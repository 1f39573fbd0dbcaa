import { AwsError, check, Cloud } from 'desired-capacity';
import {
  applicationUnits,
  elbPrices,
  networkUnits,
} from 'desired-capacity/elasticloadbalancingv2';
import { choice, type Kind } from './choice.starter.ts';

/** Whether AWS lets something through, with a balancer of a kind. */
function possible(name: string, what: (type: Kind) => unknown): boolean {
  try {
    what(choice[name]!);
    return true;
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
}
const cloud = new Cloud();
const elb = cloud.elasticloadbalancingv2;
const { subnets } = elb.defaults();
const make = (name: string) => elb.balancer(name, { type: choice[name]! });

const functions = possible('shop', () => {
  const [listenerArn] = make('shop').listeners.keys();
  const { arn } = elb.group('function', { targetType: 'lambda' });
  elb.createRule({
    ...{ listenerArn: listenerArn!, priority: 1 },
    conditions: [{ field: 'path-pattern', values: ['/api/*'] }],
    actions: [{ type: 'forward', targetGroupArn: arn }],
  });
});
const protocol = possible('devices', () => {
  const { arn } = make('devices');
  const { arn: targetGroupArn } = elb.group('devices-tcp', {
    ...{ protocol: 'TCP', port: 8883 },
  });
  elb.createListener({
    ...{ loadBalancerArn: arn, protocol: 'TCP', port: 8883 },
    defaultActions: [{ type: 'forward', targetGroupArn }],
  });
});
const fixed = possible('partner', (type) => {
  const subnetMappings = subnets.slice(0, 2).map((subnetId) => ({
    ...{
      subnetId,
      allocationId: cloud.ec2.allocateAddress({}).allocationId!,
    },
  }));
  elb.createLoadBalancer({ name: 'partner', type, subnetMappings });
});
const wall = make('inspection');
const hour = 3600;
const usd = (name: keyof typeof elbPrices) => elbPrices[name].tiers[0]!.usd;
const active = 50_000;
const bill =
  choice['devices'] === 'network'
    ? usd('networkHours') +
      usd('networkUnits') *
        networkUnits({
          TCP: { newFlows: 10 * hour, activeFlows: active, bytes: 5e8 },
        }).units
    : usd('applicationHours') +
      usd('applicationUnits') *
        applicationUnits({
          ...{ requests: 20 * hour, newConnections: 10 * hour },
          ...{ activeConnections: active, bytes: 5e8, rules: 1 },
        }).units;
check('the shop goes by path, and to a function', functions);
check('the devices speak their own protocol', protocol);
check('an hour of devices costs less than 4 cents', bill < 0.04);
check('the partner knows the addresses beforehand', fixed);
check('packets pass through appliances', wall.appliances !== undefined);
