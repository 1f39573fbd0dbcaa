import { DURATIONS, type Durations } from './lifecycle/index.ts';

/** What EC2 assumes where AWS gives no number. Change it before the first launch. */
export class Ec2Model {
  /** How long the steps of an instance's life take, medians in seconds: `pending`, `boot`, `stop` and so on. */
  durations: Durations = { ...DURATIONS };
  /** How far they scatter: the standard deviation of their logarithm. 0 for steps that take always as long. */
  sigma = 0.25;
  /** Seconds that user data runs after the first boot, of instances that have user data. Default 0. */
  userData = 0;
  /** Seconds from `running` to the first results of the status checks. */
  firstStatus = 120;
  /** The share of an instance's CPU that is busy where no application runs on it, from 0 to 1. */
  idle = 0;
  /** Whether the quota of vCPUs holds, 5 in a new account; AWS raises it as an account grows. Default: one that has grown. */
  newAccount = false;
  /** Instances of one type that fit in one zone. */
  capacity = Infinity;
  /** The share of Spot Instances that are interrupted within a month, from 0 to below 1. */
  monthlyInterruptions = 0.05;
  /** The Spot price in the mean, as a share of the On-Demand price. */
  spotFraction = 0.35;
  /** Seconds until an image or a snapshot is there. */
  snapshot = 60;
  /** Seconds that a NAT gateway takes to become available. */
  natGateway = 60;
}
