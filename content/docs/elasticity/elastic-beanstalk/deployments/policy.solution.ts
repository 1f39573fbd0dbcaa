/** How version 2 comes: options of aws:elasticbeanstalk:command. */
export const options = {
  // Batches of two: half as many, with two instances more.
  DeploymentPolicy: 'RollingWithAdditionalBatch',
  BatchSizeType: 'Fixed',
  BatchSize: 2,
};
