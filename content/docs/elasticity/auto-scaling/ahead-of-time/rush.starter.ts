import type { Cloud } from 'desired-capacity';

type Pool = Omit<
  Parameters<Cloud['autoscaling']['putWarmPool']>[0],
  'autoScalingGroupName'
>;

/**
 * A pool for a group of 2 to 20. Four more are needed now and then, never
 * more at once, and within a minute. An hour of waiting should cost little.
 * What is not needed any more should be ready for the next time.
 */
export const pool: Pool = {
  poolState: 'Running',
};
