import type { Region } from '../../cloud/index.ts';
import { uuid } from '../../cloud/uuid.ts';
import type { Process, RandomStream, Yieldable } from '../../kernel/index.ts';
import type { Jsonata, Ports, Steps } from './machine/ports.ts';

/** What the interpreter needs of every world: time, chance, processes. */
export type World = Omit<Ports, 'record' | 'call'>;

/** The interpreter's world on the kernel. */
export function worldOf(region: Region, random: RandomStream, ids: RandomStream): World {
  const { simulation } = region.world;
  // Times since 1970 to the microsecond: the clock's own milliseconds would lose what a task took.
  const began = simulation.epochMillis * 1000 - (simulation.nowMicros - (simulation.nowMicros % 1000));
  return {
    now: () => (began + simulation.nowMicros) / 1e6,
    random: () => random.next(),
    id: () => uuid(ids),
    *sleep(seconds) {
      yield seconds;
    },
    spawn: (body) =>
      simulation.process(body as () => Generator<Yieldable, void, never>, 'a state') as Process<void>,
    gate() {
      const reply = simulation.reply<void>('a gate');
      return {
        open: () => reply.resolve(),
        pass: function* (): Steps<void> {
          yield* reply as unknown as Steps<void>;
        },
      };
    },
    jsonata: () => region.service('jsonata') as Jsonata,
  };
}
