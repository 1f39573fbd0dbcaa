import type { HealthCheckOptions } from 'desired-capacity/route53';

/** How the shop at 192.0.2.1 is looked at. When all is well its page says `checkout: open`. */
export const options: HealthCheckOptions = {
  ipAddress: '192.0.2.1',
  type: 'HTTP',
};
