/** Amazon EKS: Kubernetes clusters, and what schedules and scales in them. Of Kubernetes' own API nothing is modelled. */
export { Cluster, type DeployOptions, type NodeGroupOptions } from './cluster.ts';
export { Deployment, type PodLoad } from './deployment.ts';
export { Eks } from './eks.ts';
export { HorizontalAutoscaler, type AutoscaleOptions } from './horizontal-autoscaler.ts';
export type { KarpenterOptions } from './karpenter.ts';
export {
  CLUSTER_AUTOSCALER_DEFAULTS,
  type ClusterAutoscalerOptions,
} from './kubernetes/cluster-autoscaler.ts';
export {
  SCALE_DOWN_DEFAULT,
  SCALE_UP_DEFAULT,
  SYNC_PERIOD,
  type ScalingPolicy,
  type ScalingRules,
} from './kubernetes/horizontal-pod-autoscaler.ts';
export { fargateSize } from './kubernetes/node-size.ts';
export { recommendReplicas, type PodMetric } from './kubernetes/recommendation.ts';
export { eksLimits } from './limits.ts';
export type { EksModel } from './model.ts';
export type { KubeNode } from './kube-node.ts';
export type { NodeGroup } from './node-group.ts';
export type { Pod, PodNode } from './pod.ts';
export { eksPrices } from './prices.ts';
