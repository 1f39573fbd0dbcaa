import type { Region } from '../../cloud/index.ts';
import { RegionRate } from '../../cloud/region-rate.ts';
import { eventBridgeLimits as limits } from './limits.ts';

/** Requests of PutEvents, and invocations of targets, a second. */
interface Rates {
  readonly put: number;
  readonly invocations: number;
}

const LARGEST: Rates = { put: limits.putRate.max, invocations: limits.invocations.max };
const LARGE: Rates = { put: 2400, invocations: 4500 };
const MIDDLE: Rates = { put: 1200, invocations: 2250 };
const SMALL: Rates = { put: 600, invocations: 1100 };
const LEAST: Rates = { put: 400, invocations: 750 };

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html (checked 2026-11-28) */
const RATES: Readonly<Record<string, Rates | undefined>> = {
  'us-east-1': LARGEST,
  'us-west-2': LARGEST,
  'eu-west-1': LARGEST,
  'us-east-2': LARGE,
  'eu-central-1': LARGE,
  'eu-south-2': LARGE,
  'us-west-1': MIDDLE,
  'ap-northeast-1': MIDDLE,
  'ap-southeast-1': MIDDLE,
  'ap-southeast-2': MIDDLE,
  'eu-west-2': MIDDLE,
  'ap-east-1': SMALL,
  'ap-northeast-2': SMALL,
  'ap-south-1': SMALL,
  'ca-central-1': SMALL,
  'eu-north-1': SMALL,
  'eu-west-3': SMALL,
  'sa-east-1': SMALL,
};

/** How many requests of PutEvents an account may make in a Region. */
export function putRate(region: Region): RegionRate {
  return new RegionRate(region, limits.putRate, ratesIn(region).put);
}

/** How many targets an account may invoke in a Region, all its buses together. */
export function invocationRate(region: Region): RegionRate {
  return new RegionRate(region, limits.invocations, ratesIn(region).invocations);
}

const ratesIn = ({ name }: Region): Rates => RATES[name] ?? LEAST;
