import type { GroupOptions } from 'desired-capacity/autoscaling';

/**
 * Sixteen instances. Four are On-Demand in any case, and a quarter of the
 * rest. When the Spot pools of one instance type run dry, four at most
 * may be missing.
 */
export const policy: GroupOptions['mixedInstancesPolicy'] = {
  launchTemplate: { overrides: [{ instanceType: 'm5.large' }] },
  instancesDistribution: {
    onDemandPercentageAboveBaseCapacity: 25,
    spotAllocationStrategy: 'lowest-price',
  },
};
