import { check, Cloud, table } from 'desired-capacity';

const checkInterval = 10; // knob seconds between health checks: 5..60 step 5

// What Elastic Beanstalk makes stays in sight, and open to its options.
const cloud = new Cloud();
const shop = cloud.elasticbeanstalk.application('shop').version('v1');
const web = shop.environment('shop-web', {
  options: {
    'aws:ec2:instances': { InstanceTypes: 't3.small' },
    'aws:autoscaling:asg': { MinSize: 2, MaxSize: 6 },
    'aws:elasticbeanstalk:environment:process:default': {
      HealthCheckInterval: checkInterval,
      DeregistrationDelay: 60,
    },
  },
});
await web.until('Ready');

// #region the resources, seen from their own services
const [group] = cloud.autoscaling.groups;
const [target] = cloud.elasticloadbalancingv2.describeTargetGroups().targetGroups!; // prettier-ignore
const attributes = cloud.elasticloadbalancingv2.describeTargetGroupAttributes(
  {
    targetGroupArn: target!.targetGroupArn!,
  },
).attributes!;
const delay = attributes.find(
  ({ key }) => key === 'deregistration_delay.timeout_seconds',
)!.value!;
const type = cloud.ec2.instance(web.instances[0]!).type.name;
table('What the services say', [
  { service: 'Amazon EC2', what: 'type of an instance', value: type },
  {
    service: 'EC2 Auto Scaling',
    what: 'largest size',
    value: group!.maxSize,
  },
  { service: 'Elastic Load Balancing', what: 'seconds between health checks', value: target!.healthCheckIntervalSeconds! }, // prettier-ignore
  { service: 'Elastic Load Balancing', what: 'seconds of draining', value: Number(delay) }, // prettier-ignore
]);
// #endregion
web.configure({ 'aws:autoscaling:asg': { MaxSize: 10 } });
await web.until('Ready');

check('options reach the instances', type === 't3.small');
check('options reach the load balancer', target!.healthCheckIntervalSeconds === checkInterval); // prettier-ignore
check('a change of an option reaches the group', group!.maxSize === 10);
