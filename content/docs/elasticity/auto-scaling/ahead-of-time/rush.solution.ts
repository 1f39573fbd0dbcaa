import type { Cloud } from 'desired-capacity';

type Pool = Omit<
  Parameters<Cloud['autoscaling']['putWarmPool']>[0],
  'autoScalingGroupName'
>;

/** Two in service and four stopped; they come back after use. */
export const pool: Pool = {
  poolState: 'Stopped',
  maxGroupPreparedCapacity: 6,
  instanceReusePolicy: { reuseOnScaleIn: true },
};
