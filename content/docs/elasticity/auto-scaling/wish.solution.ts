import type { AutoScalingGroup } from 'desired-capacity/autoscaling';

/** Rounded up, and within the bounds. The bounds are not ours to move. */
export function wish(web: AutoScalingGroup, forecast: number): void {
  const enough = Math.ceil(forecast);
  const { minSize, maxSize } = web;
  web.setDesiredCapacity(Math.min(maxSize, Math.max(minSize, enough)));
}
