import { Cloud, hours } from '../sim/index.ts';
import { priceHour, type Purchases, type Usage } from '../sim/services/ec2/index.ts';
import type { Comparison, ComparisonRow } from './comparison.ts';
import { refuses } from './trial.ts';

const GUIDE = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/';

/** A way to pay: a discount on what runs, or a kind of launch. */
interface Option {
  /** A discount, bought for m5.large. */
  readonly discount?: Purchases;
  readonly spot?: boolean;
  /** Whether capacity is held in the zone. */
  readonly held?: boolean;
}
type Row = ComparisonRow<Option>;

const usage = (type: string): Usage => ({ type, zone: 'a', platform: 'linux', tenancy: 'default', seconds: 3600 }); // prettier-ignore
const instance = {
  instanceType: 'm5.large',
  placement: { availabilityZone: 'us-east-1a' },
} as const;
const price = () => 0.1;

function trial({ spot, held }: Option) {
  const cloud = new Cloud();
  const { ec2 } = cloud;
  if (held) ec2.createCapacityReservation({ instanceType: 'm5.large', instancePlatform: 'Linux/UNIX', availabilityZone: 'us-east-1a', instanceCount: 1 }); // prettier-ignore
  const launch = () =>
    ec2.launch({ ...instance, ...(spot && { instanceMarketOptions: { marketType: 'spot' as const } }) })[0]!;
  const fill = () => {
    ec2.model.capacity = 0;
    ec2.spotPool('m5.large', 'us-east-1a').capacity = 0;
  };
  return { cloud, launch, fill };
}

const rows: Row[] = [
  {
    label: 'An hour in which nothing runs is paid',
    source: `${GUIDE}instance-purchasing-options.html`,
    async cell(option) {
      if (option.discount) return priceHour([], option.discount, price).total > 0;
      const { cloud } = trial(option);
      await cloud.run(hours(1));
      return cloud.meter.cost() > 0;
    },
  },
  {
    label: 'An hour of the type that it was bought for is cheaper',
    source: `${GUIDE}apply_ri.html`,
    async cell(option) {
      if (option.discount) return priceHour([usage('m5.large')], option.discount, price).total < 0.1;
      const { cloud, launch } = trial(option);
      const one = launch();
      await cloud.run(hours(2));
      await one.terminate();
      const hour = (of: RegExp) => cloud.meter.bill().filter(({ item }) => of.test(item)).reduce((sum, { usd }) => sum + usd, 0) / 2; // prettier-ignore
      return hour(/m5.large/) < 0.09;
    },
  },
  {
    label: 'It covers another family too',
    source: 'https://docs.aws.amazon.com/savingsplans/latest/userguide/plan-types.html',
    cell: ({ discount }) => (discount ? priceHour([usage('c5.large')], discount, price).onDemand === 0 : undefined), // prettier-ignore
  },
  {
    label: 'A running instance is taken back when the zone is full',
    source: `${GUIDE}spot-interruptions.html`,
    async cell(option) {
      const { cloud, launch, fill } = trial(option);
      const one = launch();
      await one.until('running');
      fill();
      await cloud.run(hours(1));
      return one.state === 'terminated';
    },
  },
  {
    label: 'A launch succeeds though the zone is full',
    source: `${GUIDE}ec2-capacity-reservations.html`,
    cell(option) {
      const { launch, fill } = trial(option);
      fill();
      return !refuses(launch);
    },
  },
];

const reserved = { type: 'm5.large', count: 1, scope: 'region', platform: 'linux', tenancy: 'default', offeringClass: 'standard', price: 0.06 } as const; // prettier-ignore
const savingsPlans = [{ scope: 'compute', commitment: 0.07, rate: () => 0.07 }] as const;

/** What each way to pay promises, and what it costs when nothing runs. */
export const purchaseOptions: Comparison<Option> = {
  caption: 'Five ways to pay',
  columns: [
    { name: 'On-Demand', subject: {} },
    { name: 'Reserved Instance', subject: { discount: { reserved: [reserved] } } },
    { name: 'Compute Savings Plan', subject: { discount: { savingsPlans } } },
    { name: 'Spot', subject: { spot: true } },
    { name: 'Capacity Reservation', subject: { held: true } },
  ],
  rows,
};
