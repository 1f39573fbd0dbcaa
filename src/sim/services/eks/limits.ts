import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const QUOTAS = 'https://docs.aws.amazon.com/general/latest/gr/eks.html';
const API = 'https://docs.aws.amazon.com/eks/latest/APIReference/';

/** What Amazon EKS allows. Looked up on 2026-11-28. */
export const eksLimits = {
  clusters: row('Clusters of an account in a Region', 'clusters', QUOTAS, { max: 100 }, true),
  nodeGroups: row('Managed node groups of a cluster', 'node groups', QUOTAS, { max: 30 }, true),
  nodes: row('Nodes of a managed node group', 'nodes', QUOTAS, { max: 450 }, true),
  profiles: row('Fargate profiles of a cluster', 'profiles', QUOTAS, { max: 10 }, true),
  selectors: row('Selectors of a Fargate profile', 'selectors', QUOTAS, { max: 5 }, true),
  labelPairs: row('Labels of a selector of a Fargate profile', 'labels', QUOTAS, { max: 5 }, true),
  instanceTypes: row('Instance types of a managed node group', 'types', `${API}API_CreateNodegroup.html`, {
    max: 20,
  }),
  unavailable: row('Nodes that an update may take at once', 'nodes', `${API}API_NodegroupUpdateConfig.html`, {
    default: 1,
    min: 1,
    max: 100,
  }),
  nodeGroupName: row('Name of a managed node group', 'characters', `${API}API_CreateNodegroup.html`, {
    min: 1,
    max: 63,
  }),
  name: row('Name of a cluster', 'characters', `${API}API_CreateCluster.html`, { min: 1, max: 100 }),
  zones: row(
    'Availability Zones of the subnets of a cluster',
    'zones',
    'https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html',
    { min: 2 },
  ),
  listed: row('Entries of a page', 'entries', `${API}API_ListNodegroups.html`, {
    default: 100,
    min: 1,
    max: 100,
  }),
  fargateMemory: row(
    'Memory that Fargate adds to what a pod requests',
    'MiB',
    'https://docs.aws.amazon.com/eks/latest/userguide/fargate-pod-configuration.html',
    { default: 256 },
  ),
  tags: row('Tags of a cluster', 'tags', `${API}API_TagResource.html`, { max: 50 }),
  tagKey: row('Key of a tag', 'characters', `${API}API_TagResource.html`, { min: 1, max: 128 }),
  tagValue: row('Value of a tag', 'characters', `${API}API_TagResource.html`, { min: 0, max: 256 }),
} satisfies Record<string, Limit>;
