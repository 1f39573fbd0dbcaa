import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const QUOTAS = 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-quotas.html';
const API = 'https://docs.aws.amazon.com/autoscaling/ec2/APIReference/';

/** What Amazon EC2 Auto Scaling allows. Looked up on 2026-11-28. */
export const autoScalingLimits = {
  groups: {
    ...row('Auto Scaling groups of a Region', 'groups', QUOTAS, { max: 500 }, true),
    code: 'L-CDE20ADC',
  },
  launchConfigurations: {
    ...row('Launch configurations of a Region', 'launch configurations', QUOTAS, { max: 200 }, true),
    code: 'L-6B80B8FA',
  },
  policies: row('Scaling policies of a group', 'policies', QUOTAS, { max: 50 }),
  scheduledActions: row('Scheduled actions of a group', 'actions', QUOTAS, { max: 125 }),
  stepAdjustments: row('Step adjustments of a policy', 'adjustments', QUOTAS, { max: 20 }),
  hooks: row('Lifecycle hooks of a group', 'hooks', QUOTAS, { max: 50 }),
  topics: row('SNS topics of a group', 'topics', QUOTAS, { max: 10 }),
  targetGroups: row('Target groups of a group', 'target groups', QUOTAS, { max: 50 }),
  attachedInstances: row(
    'Instances of one AttachInstances, DetachInstances, EnterStandby or ExitStandby',
    'instances',
    QUOTAS,
    { max: 20 },
  ),
  attachedTargetGroups: row('Target groups of one AttachLoadBalancerTargetGroups', 'target groups', QUOTAS, {
    max: 10,
  }),
  protectedInstances: row('Instances of one SetInstanceProtection', 'instances', QUOTAS, { max: 50 }),
  batchedActions: row('Scheduled actions of one batch', 'actions', QUOTAS, { max: 50 }),
  name: row(
    'Name of a group, policy, action or hook',
    'characters',
    `${API}API_CreateAutoScalingGroup.html`,
    { min: 1, max: 255 },
  ),
  cooldown: row('Default cooldown', 'seconds', `${API}API_CreateAutoScalingGroup.html`, {
    default: 300,
    min: 0,
  }),
  gracePeriod: row('Health check grace period', 'seconds', `${API}API_CreateAutoScalingGroup.html`, {
    default: 0,
    min: 0,
  }),
  lifetime: row(
    'Maximum instance lifetime, where there is one',
    'seconds',
    `${API}API_CreateAutoScalingGroup.html`,
    { min: 86_400, max: 31_536_000 },
  ),
  heartbeat: row('Heartbeat timeout of a lifecycle hook', 'seconds', `${API}API_PutLifecycleHook.html`, {
    default: 3600,
    min: 30,
    max: 7200,
  }),
  hookTotal: row(
    'Time that a lifecycle hook holds an instance',
    'seconds',
    'https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks-overview.html',
    { max: 172_800 },
  ),
  weight: row('Weight of an instance type', 'units', `${API}API_LaunchTemplateOverrides.html`, {
    min: 1,
    max: 999,
  }),
  minHealthy: row('Minimum healthy percentage', 'percent', `${API}API_InstanceMaintenancePolicy.html`, {
    min: 0,
    max: 100,
  }),
  maxHealthy: row('Maximum healthy percentage', 'percent', `${API}API_InstanceMaintenancePolicy.html`, {
    min: 100,
    max: 200,
  }),
  checkpointDelay: row(
    'Checkpoint delay of an instance refresh',
    'seconds',
    `${API}API_RefreshPreferences.html`,
    { default: 3600, min: 0, max: 172_800 },
  ),
  bakeTime: row('Bake time of an instance refresh', 'seconds', `${API}API_RefreshPreferences.html`, {
    default: 0,
    min: 0,
    max: 172_800,
  }),
  schedulingBuffer: row(
    'Scheduling buffer time of predictive scaling',
    'seconds',
    `${API}API_PredictiveScalingConfiguration.html`,
    { default: 300, min: 0, max: 3600 },
  ),
  listed: row('Entries of a page', 'entries', `${API}API_DescribeAutoScalingGroups.html`, {
    default: 50,
    max: 100,
  }),
} satisfies Record<string, Limit>;
