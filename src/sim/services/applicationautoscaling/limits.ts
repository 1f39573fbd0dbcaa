import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const QUOTAS =
  'https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-quotas.html';
const API = 'https://docs.aws.amazon.com/autoscaling/application/APIReference/';
const COOLDOWN =
  'https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html';

/** What Application Auto Scaling allows. Looked up on 2026-11-28. */
export const applicationAutoScalingLimits = {
  policies: row('Scaling policies of a scalable target', 'policies', QUOTAS, { max: 50 }),
  scheduledActions: row('Scheduled actions of a scalable target', 'actions', QUOTAS, { max: 200 }),
  stepAdjustments: row('Step adjustments of a policy', 'adjustments', QUOTAS, { max: 20 }, true),
  cooldown: row('Cooldown of a policy for an ECS service', 'seconds', COOLDOWN, { default: 300, min: 0 }),
  listed: row('Entries of a page', 'entries', `${API}API_DescribeScalableTargets.html`, { default: 50, min: 1, max: 50 }),
} as const satisfies Record<string, Limit>; // prettier-ignore
