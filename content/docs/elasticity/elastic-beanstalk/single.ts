import { arrivals, check, Cloud, HttpClient, minutes, table } from 'desired-capacity'; // prettier-ignore

const visitorsPerSecond = 4; // knob 1..8

// The same application in the two kinds of environment, under the same load.
async function serve(kind: 'LoadBalanced' | 'SingleInstance') {
  const cloud = new Cloud();
  const shop = cloud.elasticbeanstalk.application('shop');
  shop.version('v1', { serviceTime: 0.4, concurrency: 50, backlog: 50 });
  const web = shop.environment('shop-web', {
    options: {
      'aws:elasticbeanstalk:environment': { EnvironmentType: kind },
      'aws:autoscaling:asg': { MinSize: 1, MaxSize: 4 },
      // Without this, the trigger is network traffic.
      'aws:autoscaling:trigger': {
        MeasureName: 'CPUUtilization',
        Unit: 'Percent',
        UpperThreshold: 60,
        LowerThreshold: 20,
      },
    },
  });
  await web.until('Ready');
  // #region visitors for half an hour
  const client = new HttpClient(cloud, { maxPerHost: 500 });
  arrivals(cloud, { rate: visitorsPerSecond, lasting: minutes(30) }, () =>
    client.request({ host: web.cname! }),
  );
  await cloud.run(minutes(30));
  const made = cloud.elasticbeanstalk.describeEnvironmentResources({ environmentName: 'shop-web' }).environmentResources!; // prettier-ignore
  const [id] = web.instances;
  const elastic = cloud.ec2.describeAddresses({}).addresses!.some(({ instanceId }) => instanceId === id); // prettier-ignore
  return {
    environment: kind,
    'load balancers': made.loadBalancers!.length,
    'Elastic IP': elastic ? 'yes' : 'no',
    'instances at last': web.instances.length,
  };
  // #endregion
}
const many = await serve('LoadBalanced');
const one = await serve('SingleInstance');
// #region the table and the checks
table('Half an hour of load', [many, one]);
check('a load-balanced environment has a load balancer, and no Elastic IP', many['load balancers'] === 1 && many['Elastic IP'] === 'no'); // prettier-ignore
check('a single instance has an Elastic IP, and no load balancer', one['load balancers'] === 0 && one['Elastic IP'] === 'yes'); // prettier-ignore
check('capacity follows the traffic behind a load balancer', visitorsPerSecond < 4 || many['instances at last'] > 1); // prettier-ignore
check('a single instance stays one', one['instances at last'] === 1);
// #endregion
