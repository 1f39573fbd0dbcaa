import { minutes } from 'desired-capacity';
import { built, type Architecture, type Ask } from './architecture.ts';
import { WORK, type Build, type Ground } from './day.ts';

/** Buckets, functions and an API: nothing that runs while nobody comes. */
export const serverless = serverlessWith({ onFailure: true });

/** The same, with a place for what fails again and again, or without. */
export function serverlessWith({ onFailure }: { onFailure: boolean }): Build {
  return built(withoutServers({ onFailure }));
}

type Arrived = { Records: { s3: { object: { key: string } } }[] };

/** Its parts. */
export function withoutServers({ onFailure }: { onFailure: boolean }) {
  return {
    visitor: {
      shape: 'visitor',
      label: 'Browser',
      to: { originals: 'puts', api: 'asks' },
      make: (_, { originals, api }) =>
        function* browser(what) {
          if (what === 'watch') return yield* api!('first');
          yield* originals!(what);
          yield 0.1;
          return true;
        },
    },
    transcode: {
      shape: 'store',
      label: 'Bucket Transcode',
      make: ({ cloud }) => {
        const bucket = cloud.s3.bucket('cattube-transcode');
        bucket.put('first', 'a video of a cat');
        return function* put(key, how) {
          if (how === 'look') return bucket.keys.includes(key);
          bucket.put(key, 'the same video, in other sizes');
          return true;
        };
      },
    },
    catalogue: {
      shape: 'store',
      label: 'Catalogue<br/>in DynamoDB',
      make: ({ cloud, done }) => {
        const table = cloud.dynamodb.table('catalogue', {
          partitionKey: 'key',
        });
        table.put({ key: 'first' });
        return function* put(key, how) {
          if (how === 'look') return table.get({ key }) !== undefined;
          table.put({ key });
          done('catalogue', key);
          return true;
        };
      },
    },
    // What failed three times is tried again from the queue.
    again: {
      shape: 'function',
      label: 'Function again',
      to: { transcode: '' },
      make: (ground, { transcode }) => {
        const convert = conversion(ground, transcode!);
        ground.cloud.lambda.createFunction({
          functionName: 'again',
          memorySize: 1769,
          timeout: minutes(5),
          code: () =>
            function* (event: { Records: { body: string }[] }) {
              for (const { body } of event.Records)
                yield* convert(JSON.parse(body).requestPayload.key);
            },
        });
        return convert;
      },
    },
    failed: {
      shape: 'queue',
      label: 'Queue failed',
      to: { again: '' },
      make: ({ cloud }, { again }) => {
        const visibilityTimeout = minutes(10);
        const failed = cloud.sqs.createQueue('failed', { visibilityTimeout });
        cloud.lambda.createEventSourceMapping({
          functionName: 'again',
          eventSourceArn: failed.arn,
          batchSize: 1,
        });
        return again!;
      },
    },
    // The converter, a vCPU for a minute. It stands for AWS Elemental MediaConvert.
    convert: {
      shape: 'function',
      label: 'Conversion',
      to: { transcode: '', ...(onFailure && { failed: 'failed thrice' }) },
      make: (ground, { transcode, failed }) => {
        const { cloud } = ground;
        const convert = conversion(ground, transcode!);
        cloud.lambda.createFunction({
          functionName: 'convert',
          memorySize: 1769,
          timeout: minutes(5),
          code: () => (job: { key: string }) => convert(job.key),
        });
        const destination = cloud.arn('sqs', 'failed');
        if (failed)
          cloud.lambda.putFunctionEventInvokeConfig({
            functionName: 'convert',
            destinationConfig: { onFailure: { destination } },
          });
        return function* order(key) {
          cloud.lambda.submit('convert', { key });
          return true;
        };
      },
    },
    // A new object calls a function: it enters the video, and orders the conversion.
    arrived: {
      shape: 'function',
      label: 'Function arrived',
      to: { catalogue: 'an entry', convert: 'an order' },
      make: ({ cloud }, { catalogue, convert }) => {
        function* arrived(key: string) {
          return (yield* catalogue!(key)) && (yield* convert!(key));
        }
        cloud.lambda.createFunction({
          functionName: 'arrived',
          code: () =>
            function* ({ Records }: Arrived) {
              for (const { s3 } of Records) yield* arrived(s3.object.key);
            },
        });
        cloud.lambda.addPermission({
          functionName: 'arrived',
          statementId: 's3',
          action: 'lambda:InvokeFunction',
          principal: 's3.amazonaws.com',
        });
        return arrived;
      },
    },
    originals: {
      shape: 'store',
      label: 'Bucket Originals',
      to: { arrived: 'an event' },
      make: ({ cloud }, to) => {
        const bucket = cloud.s3.bucket('cattube-originals');
        const called = Object.keys(to).map((name) => ({
          LambdaFunctionArn: cloud.arn('lambda', `function:${name}`),
          Events: ['s3:ObjectCreated:*' as const],
        }));
        void cloud.send('s3', 'PutBucketNotificationConfiguration', {
          Bucket: bucket.name,
          NotificationConfiguration: { LambdaFunctionConfigurations: called },
        });
        // The browser puts it into the bucket itself.
        return function* put(key) {
          bucket.put(key, 'a video of a cat');
          return true;
        };
      },
    },
    // Whoever wants to watch asks a function, and gets the address of the video.
    media: {
      shape: 'function',
      label: 'Function media',
      to: { catalogue: 'looks', transcode: 'looks' },
      make: ({ cloud }, { catalogue, transcode }) => {
        function* find(key: string) {
          return (
            (yield* catalogue!(key, 'look')) &&
            (yield* transcode!(key, 'look'))
          );
        }
        cloud.lambda.createFunction({
          functionName: 'media',
          code: () =>
            function* (event: { pathParameters: { key: string } }) {
              const { key } = event.pathParameters;
              const found = yield* find(key);
              const url = `https://cattube-transcode.s3.amazonaws.com/${key}`;
              return {
                statusCode: found ? 200 : 404,
                body: found ? JSON.stringify({ url }) : '',
              };
            },
        });
        return find;
      },
    },
    api: {
      shape: 'server',
      label: 'API',
      to: { media: '' },
      make: ({ cloud }) => {
        const api = cloud.apigateway.build('media', {
          'GET /media/{key}': { lambda: 'media' },
        });
        return function* ask(key) {
          const answer = yield* api.request({ path: `/media/${key}` });
          return answer.status === 200;
        };
      },
    },
  } satisfies Architecture as Architecture;
}

function conversion({ isBroken, done }: Ground, transcode: Ask): Ask {
  return function* convert(key) {
    if (isBroken()) throw new Error('the converter crashed');
    yield WORK;
    yield* transcode(key);
    for (const job of ['convert', 'thumbnail']) done(job, key);
    return true;
  };
}
