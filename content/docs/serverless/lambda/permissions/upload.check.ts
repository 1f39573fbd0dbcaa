import { check, Cloud, minutes } from 'desired-capacity';
import { statement } from './upload.starter.ts';

const cloud = new Cloud();
const came: string[] = [];
const { functionArn } = cloud.lambda.createFunction({
  functionName: 'thumbnail',
  code:
    () => (event: { Records: { s3?: { bucket: { name: string } } }[] }) => {
      came.push(event.Records[0]!.s3?.bucket.name ?? 'a topic');
    },
});
cloud.lambda.addPermission({
  functionName: 'thumbnail',
  statementId: 'uploads',
  action: 'lambda:InvokeFunction',
  ...statement,
});
for (const bucket of ['photos', 'strangers']) {
  cloud.s3.bucket(bucket);
  await cloud.s3.putBucketNotificationConfiguration({
    bucket,
    // S3 would refuse a function that it may not call.
    skipDestinationValidation: true,
    notificationConfiguration: {
      lambdaFunctionConfigurations: [
        { lambdaFunctionArn: functionArn!, events: ['s3:ObjectCreated:*'] },
      ],
    },
  });
  cloud.s3.bucket(bucket).put('cat.jpg', 'a picture');
}
const { topicArn } = cloud.sns.createTopic({ name: 'news' });
cloud.sns.subscribe({ topicArn: topicArn!, protocol: 'lambda', endpoint: functionArn! }); // prettier-ignore
cloud.sns.publish({ topicArn: topicArn!, message: 'hello' });
await cloud.run(minutes(1));
const { policy = '' } = cloud.lambda.getPolicy({ functionName: 'thumbnail' });
check('an upload to the bucket calls the function', came.includes('photos'));
check('one to another bucket does not', !came.includes('strangers'));
check('no other service does', !came.includes('a topic'));
check('a bucket of that name in a stranger’s account would not either', policy.includes('"AWS:SourceAccount":"123456789012"')); // prettier-ignore
