import type { Cloud } from 'desired-capacity';

type Refresh = Parameters<Cloud['autoscaling']['startInstanceRefresh']>[0];

/** New ones first, a canary, and a way back. */
export const preferences: Refresh['preferences'] = {
  minHealthyPercentage: 100,
  maxHealthyPercentage: 120,
  checkpointPercentages: [10, 100],
  checkpointDelay: 600,
  autoRollback: true,
  alarmSpecification: { alarms: ['errors'] },
};
