import type { Cloud } from 'desired-capacity';
import type { AutoScalingGroup } from 'desired-capacity/autoscaling';

export type Answer = 'well' | 'starting' | 'no database' | 'nothing';

/** Ill is who gives no answer, twice in a row. */
export function* agent(
  cloud: Cloud,
  web: AutoScalingGroup,
  ask: (instanceId: string) => Answer,
) {
  const silent = new Map<string, number>();
  while (true) {
    for (const { id } of web.inService) {
      const times = ask(id) === 'nothing' ? (silent.get(id) ?? 0) + 1 : 0;
      silent.set(id, times);
      if (times === 2)
        cloud.autoscaling.setInstanceHealth({
          instanceId: id,
          healthStatus: 'Unhealthy',
        });
    }
    yield 30;
  }
}
