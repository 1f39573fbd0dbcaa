import type { GroupOptions } from 'desired-capacity/autoscaling';

/** A base, a share, and three types over which Spot is spread. */
export const policy: GroupOptions['mixedInstancesPolicy'] = {
  launchTemplate: {
    overrides: [
      { instanceType: 'm5.large' },
      { instanceType: 'c5.large' },
      { instanceType: 'r5.large' },
    ],
  },
  instancesDistribution: {
    onDemandBaseCapacity: 4,
    onDemandPercentageAboveBaseCapacity: 25,
    spotAllocationStrategy: 'lowest-price',
    spotInstancePools: 3,
  },
};
