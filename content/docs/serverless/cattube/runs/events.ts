import { minutes } from 'desired-capacity';
import { WORK, type Build } from './day.ts';
import { fleet, frontDoor } from './parts.ts';

/** Small services that know a bus of events, and not each other. */
export const events = eventsWith(6);

/** The same with so many instances for the converter, at most. */
export function eventsWith(most: number): Build {
  return ({ cloud, isBroken, done }) => {
    const originals = cloud.s3.bucket('cattube-originals');
    const ask = frontDoor(cloud, (path) => {
      if (path !== '/watch') {
        const key = path.slice(1);
        originals.put(key, 'a video of a cat');
        put(key);
      }
      return { status: 200 };
    });
    const put = (key: string) =>
      cloud.eventbridge.putEvents({
        entries: [
          {
            source: 'cattube.upload',
            detailType: 'Uploaded',
            detail: JSON.stringify({ key }),
          },
        ],
      });

    // Who wants to know of an upload: two functions, and the queue of the converters.
    for (const job of ['thumbnail', 'catalogue']) {
      cloud.lambda.createFunction({
        functionName: job,
        code: () =>
          function* (event: { detail: { key: string } }) {
            yield 2;
            done(job, event.detail.key);
          },
      });
      cloud.lambda.addPermission({
        functionName: job,
        statementId: 'bus',
        action: 'lambda:InvokeFunction',
        principal: 'events.amazonaws.com',
      });
      rule(job, cloud.arn('lambda', `function:${job}`));
    }
    const jobs = cloud.sqs.createQueue('jobs', {
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
    rule('convert', jobs.arn);
    fleet(cloud, jobs, most, function* work(body) {
      if (isBroken()) throw new Error('the converter crashed');
      yield WORK;
      const event = JSON.parse(body) as { detail: { key: string } };
      done('convert', event.detail.key);
    });

    function rule(name: string, arn: string) {
      const eventPattern = JSON.stringify({ 'detail-type': ['Uploaded'] });
      cloud.eventbridge.putRule({ name, eventPattern });
      cloud.eventbridge.putTargets({
        rule: name,
        targets: [{ id: 'target', arn }],
      });
    }
    return {
      upload: ({ key }) => ask(`/${key}`),
      watch: () => ask('/watch'),
    };
  };
}
