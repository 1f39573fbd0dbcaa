/** The settings of a worker, by KCL's names; times in seconds. */
export interface LeaseModel {
  /** After how long without a sign of life a lease is free. Default 10. */
  failoverTime: number;
  /** The most leases that a worker takes. Default: no bound. */
  maxLeasesForWorker: number;
  /** How many leases a worker steals at a time from the one that has the most. Default 1. */
  maxLeasesToStealAtOneTime: number;
}

/** https://docs.aws.amazon.com/streams/latest/dev/kcl-configuration.html */
export const leaseModel: LeaseModel = {
  failoverTime: 10,
  maxLeasesForWorker: Infinity,
  maxLeasesToStealAtOneTime: 1,
};

/** How often KCL renews: three times within the failover time. */
export const renewalInterval = ({ failoverTime }: LeaseModel): number => failoverTime / 3;

/** How often KCL looks for leases to take. */
export const takingInterval = ({ failoverTime }: LeaseModel): number => failoverTime * 2;
