/**
 * Six tasks stand on a cluster that has room for seven. Nobody may miss a
 * task for a moment, and the deployment has to end.
 */
export const deploymentConfiguration = {
  minimumHealthyPercent: 100,
  maximumPercent: 100,
};
