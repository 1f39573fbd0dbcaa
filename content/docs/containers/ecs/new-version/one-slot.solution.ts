/**
 * Six tasks stand on a cluster that has room for seven. Nobody may miss a
 * task for a moment, and the deployment has to end.
 */
export const deploymentConfiguration = {
  minimumHealthyPercent: 100,
  // One more than six is 116.7 %: 117 is the least that gives room for it.
  maximumPercent: 120,
};
