import { minutes, type Cloud } from 'desired-capacity';
import { built, type Architecture, type Part } from './architecture.ts';
import type { Build } from './day.ts';
import { converter, doors, fleet, originals, visitors } from './parts.ts';

/** Small services that know a bus of events, and not each other. */
export const events = eventsWith(6);

/** The same with so many instances for the converter, at most. */
export function eventsWith(most: number): Build {
  return built(aroundABus(most));
}

type Event = { detail: { key: string } };

/** Its parts. */
export function aroundABus(most: number): Architecture {
  return {
    visitor: visitors,
    door: doors,
    web: {
      shape: 'server',
      label: 'Upload service<br/>2 servers in 2 zones',
      to: { originals: 'the video', bus: 'Uploaded' },
      make: (_, { originals, bus }) =>
        function* web(what) {
          if (what === 'watch') return true;
          return (yield* originals!(what)) && (yield* bus!(what));
        },
    },
    originals,
    bus: {
      shape: 'bus',
      label: 'Event bus',
      // Who wants to know of an upload: a rule for each.
      to: { thumbnail: 'rule', catalogue: 'rule', jobs: 'rule' },
      make: ({ cloud }, to) => {
        for (const name of Object.keys(to)) rule(cloud, name);
        return function* put(key) {
          const detail = JSON.stringify({ key });
          cloud.eventbridge.putEvents({
            entries: [{ source: 'cattube.upload', detailType: 'Uploaded', detail }], // prettier-ignore
          });
          return true;
        };
      },
    },
    thumbnail: hears('thumbnail'),
    catalogue: hears('catalogue'),
    jobs: {
      shape: 'queue',
      label: 'Queue jobs',
      to: { workers: '' },
      make: ({ cloud }, { workers }) => {
        const jobs = openQueue(cloud);
        fleet(cloud, jobs, most, (body) =>
          workers!((JSON.parse(body) as Event).detail.key),
        );
        return workers!;
      },
    },
    workers: converter(most),
  };
}

/** A function that does its job for each event. */
function hears(job: string): Part {
  return {
    shape: 'function',
    label: `Function ${job}`,
    make: ({ cloud, done }) => {
      function* work(key: string) {
        yield 2;
        done(job, key);
        return true;
      }
      cloud.lambda.createFunction({
        functionName: job,
        code: () => (event: Event) => work(event.detail.key),
      });
      cloud.lambda.addPermission({
        functionName: job,
        statementId: 'bus',
        action: 'lambda:InvokeFunction',
        principal: 'events.amazonaws.com',
      });
      return work;
    },
  };
}

/** A queue to which the bus may send. */
function openQueue(cloud: Cloud) {
  return cloud.sqs.createQueue('jobs', {
    visibilityTimeout: minutes(5),
    policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: cloud.arn('sqs', 'jobs'),
      },
    }),
  });
}

/** Uploads go to the queue, or to the function of that name. */
function rule(cloud: Cloud, name: string) {
  const eventPattern = JSON.stringify({ 'detail-type': ['Uploaded'] });
  const arn = name === 'jobs' ? cloud.arn('sqs', name) : cloud.arn('lambda', `function:${name}`); // prettier-ignore
  cloud.eventbridge.putRule({ name, eventPattern });
  cloud.eventbridge.putTargets({ rule: name, targets: [{ id: 'target', arn }] }); // prettier-ignore
}
