import type { Price } from '../../cloud/index.ts';

const common = { region: 'us-east-1', asOf: '2026-11-28' };

/**
 * What Amazon EKS charges: for the control plane by the hour, and for Fargate by what its pods were given. The control plane's
 * price is also in AWS's blog, which has $0.60 for extended support; those of Fargate are those of ECS. Checked 2026-11-28.
 * https://aws.amazon.com/blogs/containers/amazon-eks-extended-support-for-kubernetes-versions-pricing/
 */
export const eksPrices = {
  cluster: {
    ...common,
    service: 'Amazon EKS',
    source: 'https://aws.amazon.com/eks/pricing/',
    item: 'clusters in standard support',
    unit: 'hours',
    tiers: [{ usd: 0.1, per: 1 }],
  },
  vcpu: {
    ...common,
    service: 'AWS Fargate',
    source: 'https://aws.amazon.com/fargate/pricing/',
    item: 'vCPUs of pods',
    unit: 'vCPU-hours',
    tiers: [{ usd: 0.04048, per: 1 }],
  },
  memory: {
    ...common,
    service: 'AWS Fargate',
    source: 'https://aws.amazon.com/fargate/pricing/',
    item: 'memory of pods',
    unit: 'GB-hours',
    tiers: [{ usd: 0.004445, per: 1 }],
  },
} as const satisfies Record<string, Price>;
