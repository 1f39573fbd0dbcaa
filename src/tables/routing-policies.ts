import { AwsError, Cloud, minutes } from '../sim/index.ts';
import type { RecordOptions } from '../sim/services/route53/index.ts';
import type { Comparison, Finding } from './comparison.ts';

const guide = (page: string) => `https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-${page}.html`; // prettier-ignore

/** A policy: what its two records say beside their addresses. */
interface Policy {
  readonly label: string;
  readonly source: string;
  routing(cloud: Cloud): Promise<readonly Partial<RecordOptions>[]>;
}

const policy = (label: string, page: string, ...routing: Partial<RecordOptions>[]): Policy => ({
  label,
  source: guide(page),
  routing: () => Promise.resolve(routing),
});

const policies: readonly Policy[] = [
  policy('Simple', 'simple', { values: ['192.0.2.1', '192.0.2.2'] }),
  policy('Weighted', 'weighted', { weight: 1 }, { weight: 1 }),
  policy('Failover', 'failover', { failover: 'PRIMARY' }, { failover: 'SECONDARY' }),
  policy('Latency', 'latency', { region: 'eu-west-2' }, { region: 'ap-southeast-1' }),
  policy('Geolocation', 'geo', { geoLocation: { continentCode: 'EU' } }, { geoLocation: { countryCode: '*' } }), // prettier-ignore
  policy('Geoproximity', 'geoproximity', { geoProximityLocation: { awsRegion: 'eu-west-2' } }, { geoProximityLocation: { awsRegion: 'ap-southeast-1' } }), // prettier-ignore
  policy('Multivalue answer', 'multivalue', { multiValueAnswer: true }, { multiValueAnswer: true }),
  {
    label: 'IP-based',
    source: guide('ipbased'),
    async routing({ route53 }) {
      const { collection } = await route53.createCidrCollection({ name: 'offices', callerReference: 'a' });
      const id = collection!.id!;
      const london = { locationName: 'london', action: 'PUT' as const, cidrList: ['203.0.113.0/24'] };
      await route53.changeCidrCollection({ id, changes: [london] });
      return ['london', '*'].map((locationName) => ({
        cidrRoutingConfig: { collectionId: id, locationName },
      }));
    },
  },
];

const places = {
  london: { at: 'LHR', address: '203.0.113.7' },
  singapore: { at: 'SIN', address: '198.51.100.7' },
};

/** Makes a policy's records, of which the first so many are dead, and tells who is answered what. */
async function probe(policy: Policy, dead = 0, vpc?: boolean) {
  const cloud = new Cloud();
  const { ec2, route53 } = cloud;
  const vpcs = vpc ? { vpcs: [ec2.describeVpcs({}).vpcs![0]!.vpcId!] } : {};
  const zone = route53.zone('example.com', vpcs);
  const routing = await policy.routing(cloud);
  for (const [i, own] of routing.entries()) {
    const values = `192.0.2.${i + 1}`;
    // Nobody listens there.
    const health = i < dead ? { healthCheckId: route53.healthCheck({ ipAddress: values }).id } : {};
    const identifier = policy.label === 'Simple' ? {} : { setIdentifier: values };
    zone.upsert({ name: 'www', values, ...identifier, ...health, ...own });
  }
  await cloud.run(minutes(5));
  const from = (place: keyof typeof places) =>
    Array.from({ length: 40 }, () =>
      route53.resolver(places[place]).ask('www.example.com').values.toSorted(),
    );
  return { london: from('london'), singapore: from('singapore') };
}

const different = (answers: string[][]): string => [...new Set(answers.map(String))].toSorted().join(';');

type Question = (policy: Policy) => Promise<Finding>;

/** The routing policies, each with two records for servers in London and in Singapore. */
export const routingPolicies: Comparison<Question> = {
  caption: 'Two records by each policy',
  rowsAre: 'Policy',
  columns: [
    { name: 'Addresses in an answer', subject: async (one) => (await probe(one)).london[0]!.length },
    {
      name: 'Other answers by chance',
      subject: async (one) => different((await probe(one)).london).includes(';'),
    },
    {
      name: 'Other answers elsewhere',
      subject: async (one) => {
        const { london, singapore } = await probe(one);
        return different(london) !== different(singapore);
      },
    },
    {
      name: 'Leaves out the dead',
      subject: async (one) => !(await probe(one, 1)).london.flat().includes('192.0.2.1'),
    },
    {
      name: 'Answers when all are dead',
      subject: async (one) => (await probe(one, 2)).london[0]!.length > 0,
    },
    {
      name: 'In a private zone',
      subject: async (one) => {
        try {
          await probe(one, 0, true);
          return true;
        } catch (error) {
          if (error instanceof AwsError) return false;
          throw error;
        }
      },
    },
  ],
  rows: policies.map((one) => ({ label: one.label, source: one.source, cell: (question) => question(one) })),
};
