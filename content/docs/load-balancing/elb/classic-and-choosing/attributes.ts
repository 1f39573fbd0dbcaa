import { check, Cloud, table } from 'desired-capacity';

const type = 'application'; // knob balancer: 'application' | 'network' | 'gateway'

const cloud = new Cloud();
const elb = cloud.elasticloadbalancingv2;
const balancer = elb.balancer('web', { type });
const [listener] = balancer.listeners.values();
const show = (title: string, one: { attributes(): Attribute[] }) =>
  table(
    title,
    one.attributes().map(({ key, value }) => ({
      attribute: key,
      'begins with': value === '' ? '–' : value,
    })),
  );
show('The balancer', balancer);
show('Its listener', listener!);
show('Its target group', balancer.targetGroup);
// #region what an attribute is, and the checks
interface Attribute {
  readonly key: string;
  readonly value: string;
}
const group = new Map(
  balancer.targetGroup.attributes().map(({ key, value }) => [key, value]),
);
check(
  'nobody is sticky unasked',
  group.get('stickiness.enabled') === 'false',
);
check(
  'nobody leaves at once',
  group.get('deregistration_delay.timeout_seconds') === '300',
);
// #endregion
