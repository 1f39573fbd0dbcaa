import {
  arrivals,
  check,
  Cloud,
  HttpClient,
  minutes,
  plot,
} from 'desired-capacity';

const target = 300; // knob requests a minute for each target: 150..600 step 150

const cloud = new Cloud();
cloud.ec2.application({});
const web = cloud.elasticloadbalancingv2.balancer('web', { zones: 6 });
const { topicArn } = cloud.sns.createTopic({ name: 'fleet' });
// #region a group behind the balancer, and a topic that hears of each launch
const group = cloud.autoscaling.createGroup('web', {
  minSize: 1,
  maxSize: 12,
  defaultInstanceWarmup: 180,
  targetGroupARNs: [web.targetGroup.arn],
});
cloud.autoscaling.putNotificationConfiguration({
  autoScalingGroupName: 'web',
  topicARN: topicArn!,
  notificationTypes: ['autoscaling:EC2_INSTANCE_LAUNCH'],
});
const endpoint = 'https://ops.example.com/launches';
cloud.sns.subscribe({ topicArn: topicArn!, protocol: 'https', endpoint });
await cloud.run(1);
const [asked] = cloud.sns.outside.received(endpoint);
const { Token: token } = JSON.parse(asked!.body) as { Token: string };
cloud.sns.confirmSubscription({ topicArn: topicArn!, token });
const names = [web.arn, web.targetGroup.arn].map((arn) =>
  arn.split(':').at(-1)!,
);
// #endregion
group.putScalingPolicy({
  policyName: 'requests',
  policyType: 'TargetTrackingScaling',
  targetTrackingConfiguration: {
    targetValue: target,
    predefinedMetricSpecification: {
      predefinedMetricType: 'ALBRequestCountPerTarget',
      resourceLabel: names.join('/').replace('loadbalancer/', ''),
    },
  },
});
// #region twenty requests a second, after ten minutes of silence
await cloud.run(minutes(10));
const client = new HttpClient(cloud, { maxPerHost: 500 });
arrivals(cloud, { rate: 20, lasting: minutes(30) }, () => client.request({ host: web.dnsName })); // prettier-ignore
const points: [number, number][] = [];
for (let minute = 10; minute < 40; minute++) {
  points.push([minute, group.inService.length]);
  await cloud.run(60);
}
const wanted = Math.ceil((20 * 60) / target);
const size = group.inService.length;
const told = cloud.sns.outside.received(endpoint).filter(({ body }) => body.includes('EC2_INSTANCE_LAUNCH')).length; // prettier-ignore
// #endregion
// #region the plot and the checks
plot({
  title: 'Instances in service',
  description: 'One instance in silence; a few minutes after the requests begin there are so many that each gets about the target.', // prettier-ignore
  x: { label: 'Time', unit: 'min' },
  y: { label: 'Instances' },
  series: [{ name: 'in service', style: 'step', points }],
});
check('the fleet is so large that each target gets about its share', Math.abs(size - wanted) <= 1 && size > 1); // prettier-ignore
check('balancer, alarm and topic: requests in, launches told', told >= wanted - 1); // prettier-ignore
// #endregion
