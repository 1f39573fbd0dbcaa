/** What AWS does not tell about EKS, as parameters: `cloud.eks.model`. Seconds. */
export interface EksModel {
  /** Until a cluster is ACTIVE. AWS: "several minutes". Default 600. */
  clusterCreation: number;
  /** Until a cluster without node groups is gone. Default 180. */
  clusterDeletion: number;
  /** From an instance that is in service to a node that is Ready. Default 20. */
  nodeJoin: number;
  /** Between two looks at the instances behind nodes. Default 5. */
  sync: number;
  /** From the choice of a node to a container that runs: the pull of the image. Default 5. */
  podStart: number;
  /** From a pod for Fargate to a container that runs. Default 60. */
  fargateStart: number;
  /** Between two readings of what pods use. Default 15. */
  metricsEvery: number;
}

/** What applies where nothing is set. */
export const defaultModel = (): EksModel => ({
  clusterCreation: 600,
  clusterDeletion: 180,
  nodeJoin: 20,
  sync: 5,
  podStart: 5,
  fargateStart: 60,
  metricsEvery: 15,
});
