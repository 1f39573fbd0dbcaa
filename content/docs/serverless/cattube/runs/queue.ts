import { minutes, workers } from 'desired-capacity';
import { WORK, type Build } from './day.ts';
import { fleet, frontDoor } from './parts.ts';

/** A web tier that stores a video and sends a message; workers that take it from a queue. */
export const queue = queueWith(6);

/** The same with so many instances for processing, at most. */
export function queueWith(most: number): Build {
  return ({ cloud, isBroken, done }) => {
    const originals = cloud.s3.bucket('cattube-originals');
    const jobs = cloud.sqs.createQueue('jobs', {
      visibilityTimeout: minutes(5),
    });
    const converted = cloud.sqs.createQueue('converted');
    const ask = frontDoor(cloud, (path) => {
      if (path === '/watch') return { status: 200 };
      const key = path.slice(1);
      originals.put(key, 'a video of a cat');
      jobs.sendMessage(key);
      return { status: 200 };
    });
    fleet(cloud, jobs, most, function* work(key) {
      if (isBroken()) throw new Error('the converter crashed');
      yield WORK;
      done('convert', key);
      converted.sendMessage(key);
    });
    // The same again between processing and storage: a program on the web servers.
    workers(cloud, converted, {
      serviceTime: 2,
      onEnd: ({ body }) => {
        for (const job of ['thumbnail', 'catalogue']) done(job, body);
      },
    });
    return {
      upload: ({ key }) => ask(`/${key}`),
      watch: () => ask('/watch'),
    };
  };
}
