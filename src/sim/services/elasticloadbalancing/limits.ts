import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const API = 'https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/';
const GUIDE = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/';

/** What Classic Load Balancers allow. Looked up on 2026-11-28. */
export const elasticLoadBalancingLimits = {
  loadBalancers: row(
    'Classic Load Balancers of a Region',
    'load balancers',
    `${GUIDE}elb-limits.html`,
    { max: 20 },
    true,
  ),
  listeners: row(
    'Listeners of a Classic Load Balancer',
    'listeners',
    `${GUIDE}elb-limits.html`,
    { max: 100 },
    true,
  ),
  name: row('Name of a Classic Load Balancer', 'characters', `${API}API_CreateLoadBalancer.html`, {
    min: 1,
    max: 32,
  }),
  interval: row('Time between two health checks', 'seconds', `${API}API_HealthCheck.html`, {
    default: 30,
    min: 5,
    max: 300,
  }),
  timeout: row('Time in which a health check must be answered', 'seconds', `${API}API_HealthCheck.html`, {
    default: 5,
    min: 2,
    max: 60,
  }),
  healthyThreshold: row(
    'Successful checks in a row that put an instance in service',
    'checks',
    `${API}API_HealthCheck.html`,
    { default: 10, min: 2, max: 10 },
  ),
  unhealthyThreshold: row(
    'Failed checks in a row that take an instance out',
    'checks',
    `${API}API_HealthCheck.html`,
    { default: 2, min: 2, max: 10 },
  ),
  draining: row('Connection draining', 'seconds', `${GUIDE}config-conn-drain.html`, {
    default: 300,
    min: 1,
    max: 3600,
  }),
  idleTimeout: row('Idle timeout', 'seconds', `${GUIDE}config-idle-timeout.html`, {
    default: 60,
    min: 1,
    max: 4000,
  }),
} as const satisfies Record<string, Limit>;
