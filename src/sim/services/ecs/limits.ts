import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const QUOTAS = 'https://docs.aws.amazon.com/general/latest/gr/ecs-service.html';
const API = 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/';
const GUIDE = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/';
const BAKE_TIME =
  'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ecs-service-deploymentconfiguration.html';

/** What Amazon ECS allows. Looked up on 2026-11-28. */
export const ecsLimits = {
  clusters: row('Clusters of a Region', 'clusters', QUOTAS, { max: 10_000 }, true),
  services: row('Services of a cluster', 'services', QUOTAS, { max: 5000 }),
  containerInstances: row('Container instances of a cluster', 'instances', QUOTAS, { max: 5000 }),
  tasksOfService: row('Tasks of a service (desired count)', 'tasks', QUOTAS, { max: 5000 }),
  containers: row('Containers of a task definition', 'containers', QUOTAS, { max: 10 }),
  targetGroups: row('Target groups of a service', 'target groups', QUOTAS, { max: 5 }),
  securityGroups: row('Security groups of awsvpcConfiguration', 'security groups', QUOTAS, { max: 5 }),
  subnets: row('Subnets of awsvpcConfiguration', 'subnets', QUOTAS, { max: 16 }),
  launched: row('Tasks of one RunTask', 'tasks', `${API}API_RunTask.html`, { default: 1, min: 1, max: 10 }),
  strategyRules: row('Strategy rules of a service', 'rules', `${API}API_CreateService.html`, { max: 5 }),
  constraints: row('Placement constraints of a task', 'constraints', `${API}API_CreateService.html`, { max: 10 }),
  minimumHealthyPercent: row('Minimum healthy percent', '%', `${API}API_DeploymentConfiguration.html`, { default: 100, min: 0 }),
  maximumPercent: row('Maximum percent', '%', `${API}API_DeploymentConfiguration.html`, { default: 200, min: 0 }),
  bakeTime: row('Bake time', 'minutes', BAKE_TIME, { default: 15, min: 0, max: 1440 }),
  canaryPercent: row('Share of a canary', '%', `${API}API_CanaryConfiguration.html`, { default: 5, min: 0.1, max: 100 }),
  canaryBakeTime: row('Wait behind a canary', 'minutes', `${API}API_CanaryConfiguration.html`, { default: 10, min: 0, max: 1440 }),
  stepPercent: row('Step of a linear deployment', '%', `${API}API_LinearConfiguration.html`, { default: 10, min: 3, max: 100 }),
  stepBakeTime: row('Wait behind a step', 'minutes', `${API}API_LinearConfiguration.html`, { default: 6, min: 0, max: 1440 }),
  targetCapacity: row('Target capacity of managed scaling', '%', `${API}API_ManagedScaling.html`, { default: 100, min: 1, max: 100 }),
  scalingStep: row('Scaling step of managed scaling', 'instances', `${API}API_ManagedScaling.html`, { default: 1, min: 1, max: 10_000 }),
  stopTimeout: row('From SIGTERM to SIGKILL (Fargate at most)', 'seconds', `${GUIDE}task_definition_parameters.html`, { default: 30, max: 120 }),
  ephemeralStorage: row('Ephemeral storage of a task on Fargate', 'GiB', `${API}API_EphemeralStorage.html`, { min: 21, max: 200 }),
  listed: row('Entries of a page', 'entries', `${API}API_ListTasks.html`, { default: 100, min: 1, max: 100 }),
} satisfies Record<string, Limit>; // prettier-ignore
