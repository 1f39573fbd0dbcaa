import type { Cloud } from 'desired-capacity';
import type { AutoScalingGroup } from 'desired-capacity/autoscaling';

export type Answer = 'well' | 'starting' | 'no database' | 'nothing';

/** Asks each instance twice a minute, and tells the group who is ill. */
export function* agent(
  cloud: Cloud,
  web: AutoScalingGroup,
  ask: (instanceId: string) => Answer,
) {
  while (true) {
    for (const { id } of web.inService)
      if (ask(id) !== 'well')
        cloud.autoscaling.setInstanceHealth({
          instanceId: id,
          healthStatus: 'Unhealthy',
        });
    yield 30;
  }
}
