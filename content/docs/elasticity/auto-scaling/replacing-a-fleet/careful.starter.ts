import type { Cloud } from 'desired-capacity';

type Refresh = Parameters<Cloud['autoscaling']['startInstanceRefresh']>[0];

/**
 * Ten instances get a new version. Ten have to be there all the time, and
 * twelve are paid for at most. One of them is watched for ten minutes at
 * first. If the alarm 'errors' goes off, the old version comes back.
 */
export const preferences: Refresh['preferences'] = {
  minHealthyPercentage: 50,
};
