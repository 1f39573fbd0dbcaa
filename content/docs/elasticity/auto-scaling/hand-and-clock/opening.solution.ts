import type { Cloud } from 'desired-capacity';

/** Floors, not wishes, by the clocks of the shop, on Monday to Friday. */
export function schedule(cloud: Cloud): void {
  const shop = {
    autoScalingGroupName: 'shop',
    timeZone: 'Europe/Berlin',
  };
  cloud.autoscaling.putScheduledUpdateGroupAction({
    ...shop,
    scheduledActionName: 'open',
    recurrence: '38 8 * * 1-5',
    minSize: 10,
  });
  cloud.autoscaling.putScheduledUpdateGroupAction({
    ...shop,
    scheduledActionName: 'close',
    recurrence: '0 18 * * 1-5',
    minSize: 2,
  });
}
