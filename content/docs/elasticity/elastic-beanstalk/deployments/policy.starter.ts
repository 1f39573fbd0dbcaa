/** How version 2 comes: options of aws:elasticbeanstalk:command. */
export const options = {
  // Your turn: nobody shall get an error, four instances shall answer at all
  // times, six may run at most, and ten minutes have to do.
  DeploymentPolicy: 'RollingWithAdditionalBatch',
  BatchSizeType: 'Fixed',
  BatchSize: 1,
};
