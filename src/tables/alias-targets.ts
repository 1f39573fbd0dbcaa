import { AwsError, Cloud, minutes } from '../sim/index.ts';
import type { Comparison, Finding } from './comparison.ts';

/** Something that an alias may lead to: makes it and tells its name. */
interface Target {
  readonly label: string;
  readonly source: string;
  make(cloud: Cloud): Promise<string>;
}

const aliases =
  'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-alias-common.html';

const subnetsOf = ({ ec2 }: Cloud) => ec2.describeSubnets({}).subnets!.slice(0, 2).map(({ subnetId }) => subnetId!); // prettier-ignore

const balancer =
  (type: 'application' | 'network') =>
  async (cloud: Cloud): Promise<string> => {
    const { loadBalancers } = await cloud.elasticloadbalancingv2.createLoadBalancer({ name: 'web', type, subnets: subnetsOf(cloud) }); // prettier-ignore
    return loadBalancers![0]!.dnsName!;
  };

const targets: readonly Target[] = [
  { label: 'Application Load Balancer', source: aliases, make: balancer('application') },
  { label: 'Network Load Balancer', source: aliases, make: balancer('network') },
  {
    label: 'Classic Load Balancer',
    source: aliases,
    make: async (cloud) => {
      const listeners = [{ protocol: 'http', loadBalancerPort: 80, instancePort: 80 }];
      const { dnsName } = await cloud.elasticloadbalancing.createLoadBalancer({ loadBalancerName: 'old', listeners, subnets: subnetsOf(cloud) }); // prettier-ignore
      return dnsName!;
    },
  },
  {
    label: 'Elastic Beanstalk environment',
    source: aliases,
    make: async ({ elasticbeanstalk }) => {
      const shop = elasticbeanstalk.application('shop');
      shop.version('v1');
      const web = shop.environment('shop-web');
      await web.until('Ready');
      return web.cname!;
    },
  },
  {
    label: 'CloudFront distribution',
    source: aliases,
    make: ({ cloudfront }) =>
      Promise.resolve(cloudfront.distribution({ origin: 'o.example.net' }).domainName),
  },
  {
    label: 'Record of the zone',
    source: aliases,
    make: () => Promise.resolve('other'),
  },
];

/** Leads the apex of a zone to a target, and asks for it; `evaluates`: with a secondary behind it. */
async function probe(target: Target, evaluates = false) {
  const cloud = new Cloud();
  const { route53 } = cloud;
  const zone = route53.zone('example.com');
  zone.upsert({ name: 'other', values: '192.0.2.7', ttl: 20 });
  const alias = await target.make(cloud);
  await cloud.run(minutes(10));
  if (!evaluates) zone.upsert({ alias });
  else {
    zone.upsert({ alias, setIdentifier: 'a', failover: 'PRIMARY', evaluateTargetHealth: true });
    zone.upsert({ values: '198.51.100.1', setIdentifier: 'b', failover: 'SECONDARY' });
  }
  await cloud.run(minutes(5));
  const resolver = route53.resolver();
  return { ...resolver.ask('example.com'), cname: resolver.ask('example.com', 'CNAME') };
}

type Question = (target: Target) => Promise<Finding>;

/** What an alias at the apex of a zone makes of its targets. */
export const aliasTargets: Comparison<Question> = {
  caption: 'An alias at the apex of a zone',
  rowsAre: 'Target',
  columns: [
    { name: 'Answers with addresses', subject: async (one) => (await probe(one)).values.length > 0 },
    { name: 'Seen as a CNAME', subject: async (one) => (await probe(one)).cname.values.length > 0 },
    { name: 'Seconds to keep it', subject: async (one) => (await probe(one)).ttl },
    {
      name: 'Its health may count',
      subject: async (one) => {
        try {
          await probe(one, true);
          return true;
        } catch (error) {
          if (error instanceof AwsError) return false;
          throw error;
        }
      },
    },
  ],
  rows: targets.map((one) => ({ label: one.label, source: one.source, cell: (question) => question(one) })),
};
