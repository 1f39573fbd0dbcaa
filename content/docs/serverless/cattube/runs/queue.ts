import { minutes, workers } from 'desired-capacity';
import { built, type Architecture } from './architecture.ts';
import type { Build } from './day.ts';
import { converter, doors, fleet, originals, storage, visitors } from './parts.ts'; // prettier-ignore

/** A web tier that stores a video and sends a message; workers that take it from a queue. */
export const queue = queueWith(6);

/** The same with so many instances for processing, at most. */
export function queueWith(most: number): Build {
  return built(twoQueues(most));
}

/** Its parts. */
export function twoQueues(most: number): Architecture {
  return {
    visitor: visitors,
    door: doors,
    web: {
      shape: 'server',
      label: 'Web tier<br/>2 servers in 2 zones',
      to: { originals: 'the video', jobs: 'a message' },
      make: (_, { originals, jobs }) =>
        function* web(what) {
          if (what === 'watch') return true;
          return (yield* originals!(what)) && (yield* jobs!(what));
        },
    },
    originals,
    jobs: {
      shape: 'queue',
      label: 'Queue jobs',
      to: { workers: '' },
      make: ({ cloud }, { workers }) => {
        const visibilityTimeout = minutes(5);
        const jobs = cloud.sqs.createQueue('jobs', { visibilityTimeout });
        fleet(cloud, jobs, most, (key) => workers!(key));
        return function* send(key) {
          jobs.sendMessage(key);
          return true;
        };
      },
    },
    workers: converter(most, 'converted'),
    converted: {
      shape: 'queue',
      label: 'Queue converted',
      to: { storage: '' },
      make: ({ cloud }, { storage }) => {
        const converted = cloud.sqs.createQueue('converted');
        // A program on the web servers takes what is in it.
        workers(cloud, converted, {
          serviceTime: 2,
          onEnd: ({ body }) => void cloud.process(() => storage!(body)),
        });
        return function* send(key) {
          converted.sendMessage(key);
          return true;
        };
      },
    },
    storage,
  };
}
