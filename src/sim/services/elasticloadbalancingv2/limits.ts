import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const GUIDE = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/';
const ALB = `${GUIDE}application/load-balancer-limits.html`;
const NLB = `${GUIDE}network/load-balancer-limits.html`;
const API = `${GUIDE}APIReference/`;
const RULES = `${GUIDE}application/rule-condition-types.html`;

const quota = (name: string, unit: string, max: number, source = ALB, adjustable = true) =>
  row(name, unit, source, { max }, adjustable);

/** What Elastic Load Balancing allows. Looked up on 2026-11-28. */
export const elasticLoadBalancingV2Limits = {
  applicationLoadBalancers: quota('Application Load Balancers of a Region', 'load balancers', 50),
  networkLoadBalancers: quota('Network Load Balancers of a Region', 'load balancers', 50, NLB),
  gatewayLoadBalancers: quota(
    'Gateway Load Balancers of a Region',
    'load balancers',
    100,
    `${GUIDE}gateway/quotas-limits.html`,
  ),
  listeners: quota('Listeners of a load balancer', 'listeners', 50),
  certificates: quota('Certificates of a listener, the default one left out', 'certificates', 25),
  targetGroups: quota('Target groups of a Region', 'target groups', 3000),
  targetGroupsPerBalancer: quota(
    'Target groups of an Application Load Balancer',
    'target groups',
    100,
    ALB,
    false,
  ),
  targets: quota('Targets of a target group', 'targets', 1000),
  rules: quota('Rules of an Application Load Balancer, the default ones left out', 'rules', 100),
  targetGroupsPerAction: quota('Target groups of an action', 'target groups', 5, ALB, false),
  conditionValues: quota('Condition values of a rule', 'values', 5, ALB, false),
  // So the page of the quotas; that of the condition types (RULES) says five.
  conditionWildcards: quota('Condition wildcards of a rule', 'wildcards', 6, ALB, false),
  valuesPerCondition: quota('Match evaluations of a condition', 'values', 3, RULES, false),
  priority: row('Priority of a rule', '', `${API}API_CreateRule.html`, { min: 1, max: 50_000 }),
  weight: row('Weight of a target group in a forward action', '', `${API}API_TargetGroupTuple.html`, {
    min: 0,
    max: 999,
  }),
  name: row('Name of a load balancer or target group', 'characters', `${API}API_CreateLoadBalancer.html`, {
    min: 1,
    max: 32,
  }),
  interval: row('Time between two health checks', 'seconds', `${API}API_CreateTargetGroup.html`, {
    default: 30,
    min: 5,
    max: 300,
  }),
  timeout: row(
    'Time in which a health check must be answered',
    'seconds',
    `${GUIDE}application/target-group-health-checks.html`,
    { default: 5, min: 2, max: 120 },
  ),
  healthyThreshold: row(
    'Successful checks in a row that make a target healthy again',
    'checks',
    `${API}API_CreateTargetGroup.html`,
    { default: 5, min: 2, max: 10 },
  ),
  unhealthyThreshold: row(
    'Failed checks in a row that make a target unhealthy',
    'checks',
    `${API}API_CreateTargetGroup.html`,
    { default: 2, min: 2, max: 10 },
  ),
  port: row('Port', '', `${API}API_CreateListener.html`, { min: 1, max: 65_535 }),
  listed: row('Entries of a page', 'entries', `${API}API_DescribeTargetGroups.html`, {
    default: 400,
    min: 1,
    max: 400,
  }),
  tags: row('Tags of a resource', 'tags', `${API}API_AddTags.html`, { max: 50 }),
  tagKey: row('Key of a tag', 'characters', `${API}API_Tag.html`, { min: 1, max: 128 }),
  tagValue: row('Value of a tag', 'characters', `${API}API_Tag.html`, { min: 0, max: 256 }),
} as const satisfies Record<string, Limit>;
