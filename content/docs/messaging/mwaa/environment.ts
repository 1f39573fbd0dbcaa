import { type Cloud, minutes } from 'desired-capacity';

/** Makes an environment, and waits for the half hour until it is there. */
export async function environmentIn(cloud: Cloud, settings: object = {}) {
  cloud.mwaa.createEnvironment({
    name: 'nightly',
    executionRoleArn: 'arn:aws:iam::123456789012:role/airflow',
    sourceBucketArn: 'arn:aws:s3:::pipelines',
    dagS3Path: 'dags',
    networkConfiguration: {
      subnetIds: ['subnet-a', 'subnet-b'],
      securityGroupIds: ['sg-airflow'],
    },
    ...settings,
  });
  await cloud.run(minutes(30));
  return cloud.mwaa.environment('nightly');
}
