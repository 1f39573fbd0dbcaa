import { check, Cloud, table } from 'desired-capacity';

// One account. All of it is made in Virginia, and looked for in Ireland.
const cloud = new Cloud({ region: 'us-east-1' });
const there = cloud.region('eu-west-1');

cloud.sqs.createQueue('orders');
cloud.ec2.launch();
await cloud.s3.createBucket({ bucket: 'pictures-of-cats' });
cloud.lambda.createFunction({
  functionName: 'resize',
  code: () => () => 'ok',
});
cloud.elasticbeanstalk.createApplication({ applicationName: 'shop' });
await cloud.iam.createUser({ userName: 'ana' });
await cloud.route53.createHostedZone({ name: 'example.com', callerReference: '1' }); // prettier-ignore
cloud.cloudfront.distribution({ origin: 'shop.example.com' });
await cloud.run(60);
// #region how many of each are seen from there
const seen = {
  'SQS queue': there.sqs.listQueues().length,
  'EC2 instance': there.ec2.instances.length,
  'Lambda function': (await there.lambda.listFunctions({})).functions!.length,
  'Beanstalk application': (await there.elasticbeanstalk.describeApplications({})).applications!.length, // prettier-ignore
  'IAM user': (await there.iam.listUsers({})).users!.length,
  'Route 53 hosted zone': (await there.route53.listHostedZones({})).hostedZones!.length, // prettier-ignore
  'CloudFront distribution': (await there.cloudfront.listDistributions({})).distributionList!.items?.length ?? 0, // prettier-ignore
};
table(
  'Made in us-east-1, seen in eu-west-1',
  Object.entries(seen).map(([what, count]) => ({
    what,
    'seen in eu-west-1': count > 0 ? 'yes' : 'no',
  })),
);
check('a queue is seen in its own Region alone', seen['SQS queue'] === 0);
check('so is an instance', seen['EC2 instance'] === 0);
check('so is a function', seen['Lambda function'] === 0);
check('so is an application of Beanstalk', seen['Beanstalk application'] === 0); // prettier-ignore
check('a user is seen everywhere', seen['IAM user'] === 1);
check('so is a hosted zone', seen['Route 53 hosted zone'] === 1);
check('so is a distribution', seen['CloudFront distribution'] === 1);
// #endregion
