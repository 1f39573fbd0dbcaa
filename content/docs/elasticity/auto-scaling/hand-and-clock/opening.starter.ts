import type { Cloud } from 'desired-capacity';

/**
 * A shop in Berlin. On weekdays it opens at nine, and twenty minutes
 * before that there should be ten instances at least. From six in the
 * evening on, and at weekends, two are enough. A policy does the rest.
 */
export function schedule(cloud: Cloud): void {
  cloud.autoscaling.putScheduledUpdateGroupAction({
    autoScalingGroupName: 'shop',
    scheduledActionName: 'open',
    recurrence: '0 9 * * *',
    desiredCapacity: 10,
  });
  cloud.autoscaling.putScheduledUpdateGroupAction({
    autoScalingGroupName: 'shop',
    scheduledActionName: 'close',
    recurrence: '0 18 * * *',
    desiredCapacity: 2,
  });
}
