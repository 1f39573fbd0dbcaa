import { minutes } from 'desired-capacity';
import { WORK, type Build } from './day.ts';

/** Buckets, functions and an API: nothing that runs while nobody comes. */
export const serverless = serverlessWith({ onFailure: true });

/** The same, with a place for what fails again and again, or without. */
export function serverlessWith({ onFailure }: { onFailure: boolean }): Build {
  return ({ cloud, isBroken, done }) => {
    const originals = cloud.s3.bucket('cattube-originals');
    const transcode = cloud.s3.bucket('cattube-transcode');
    const catalogue = cloud.dynamodb.table('catalogue', {
      partitionKey: 'key',
    });
    const failed = cloud.sqs.createQueue('failed', {
      visibilityTimeout: minutes(10),
    });

    // The converter, a vCPU for a minute. It stands for AWS Elemental MediaConvert.
    const convert = function* (key: string) {
      if (isBroken()) throw new Error('the converter crashed');
      yield WORK;
      transcode.put(key, 'the same video, in other sizes');
      for (const job of ['convert', 'thumbnail']) done(job, key);
    };
    cloud.lambda.createFunction({
      functionName: 'convert',
      memorySize: 1769,
      timeout: minutes(5),
      code: () => (job: { key: string }) => convert(job.key),
    });
    if (onFailure)
      cloud.lambda.putFunctionEventInvokeConfig({
        functionName: 'convert',
        destinationConfig: { onFailure: { destination: failed.arn } },
      });
    // What failed three times is tried again from the queue.
    cloud.lambda.createFunction({
      functionName: 'again',
      memorySize: 1769,
      timeout: minutes(5),
      code: () =>
        function* (event: { Records: { body: string }[] }) {
          for (const { body } of event.Records)
            yield* convert(JSON.parse(body).requestPayload.key);
        },
    });
    cloud.lambda.createEventSourceMapping({
      functionName: 'again',
      eventSourceArn: failed.arn,
      batchSize: 1,
    });

    // A new object calls a function: it enters the video, and orders the conversion.
    cloud.lambda.createFunction({
      functionName: 'arrived',
      code:
        () => (event: { Records: { s3: { object: { key: string } } }[] }) => {
          for (const { s3 } of event.Records) {
            catalogue.put({ key: s3.object.key });
            done('catalogue', s3.object.key);
            cloud.lambda.submit('convert', { key: s3.object.key });
          }
        },
    });
    cloud.lambda.addPermission({
      functionName: 'arrived',
      statementId: 's3',
      action: 'lambda:InvokeFunction',
      principal: 's3.amazonaws.com',
    });
    void cloud.send('s3', 'PutBucketNotificationConfiguration', {
      Bucket: originals.name,
      NotificationConfiguration: {
        LambdaFunctionConfigurations: [
          {
            LambdaFunctionArn: cloud.arn('lambda', 'function:arrived'),
            Events: ['s3:ObjectCreated:*'],
          },
        ],
      },
    });

    // Whoever wants to watch asks a function, and gets the address of the video.
    cloud.lambda.createFunction({
      functionName: 'media',
      code: () => (event: { pathParameters: { key: string } }) => {
        const { key } = event.pathParameters;
        const found =
          catalogue.get({ key }) !== undefined &&
          transcode.keys.includes(key);
        const url = `https://${transcode.name}.s3.amazonaws.com/${key}`;
        return {
          statusCode: found ? 200 : 404,
          body: found ? JSON.stringify({ url }) : '',
        };
      },
    });
    const api = cloud.apigateway.build('media', {
      'GET /media/{key}': { lambda: 'media' },
    });
    catalogue.put({ key: 'first' });
    transcode.put('first', 'a video of a cat');

    return {
      *upload({ key }) {
        // The browser puts it into the bucket itself.
        originals.put(key, 'a video of a cat');
        yield 0.1;
        return true;
      },
      *watch() {
        const answer = yield* api.request({ path: '/media/first' });
        return answer.status === 200;
      },
    };
  };
}
