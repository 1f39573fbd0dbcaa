import { check, Cloud, HttpClient, minutes, table } from 'desired-capacity';

const instances = 2; // knob 1..4

// All that a developer brings: a version of an application, and a name.
const cloud = new Cloud();
const shop = cloud.elasticbeanstalk.application('shop');
shop.version('v1', { serviceTime: 0.02 });
const web = shop.environment('shop-web', {
  options: { 'aws:autoscaling:asg': { MinSize: instances, MaxSize: 4 } },
});
await web.until('Ready');
const launched = cloud.now;
const answer = await new HttpClient(cloud).request({ host: web.cname! });

// #region what has come to be
const { environmentResources: made } =
  cloud.elasticbeanstalk.describeEnvironmentResources({
    environmentName: 'shop-web',
  });
const ec2 = cloud.ec2;
const groups = ec2
  .describeSecurityGroups({})
  .securityGroups!.filter(({ groupName }) => groupName!.startsWith('awseb-'));
const rows = {
  'EC2 instances': made!.instances!.length,
  'Auto Scaling groups': made!.autoScalingGroups!.length,
  'launch templates': made!.launchTemplates!.length,
  'load balancers': made!.loadBalancers!.length,
  'security groups': groups.length,
  'CloudWatch alarms': made!.triggers!.length,
  'names in DNS': web.cname === undefined ? 0 : 1,
  databases: 0,
};
table(
  'What one call has made',
  Object.entries(rows).map(([what, count]) => ({ what, count })),
);
for (const { date, message } of web.events) {
  const second = Math.round((date.getTime() - web.events[0]!.date.getTime()) / 1000); // prettier-ignore
  if (/^(createEnv|Waiting|Environment health|Application av|Successfully)/.test(message)) console.log(`${second} s: ${message}`); // prettier-ignore
}
// #endregion
// #region the checks
check('EC2 instances run, and nobody launched them by hand', made!.instances!.length === instances); // prettier-ignore
check('a load balancer stands before them', made!.loadBalancers!.length === 1); // prettier-ignore
check('two alarms watch them', made!.triggers!.length === 2);
check('security groups let visitors in', groups.length === 2);
check('the application answers at its name', answer.kind === 'response' && answer.response.status === 200); // prettier-ignore
check('it took some minutes', launched > minutes(2) && launched < minutes(10)); // prettier-ignore
// #endregion
