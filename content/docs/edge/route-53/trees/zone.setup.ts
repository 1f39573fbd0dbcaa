import type { Cloud, Shell } from 'desired-capacity';

/** A zone that is empty. */
export function setUp(cloud: Cloud, { variables }: Shell): void {
  variables.set('zone', cloud.route53.zone('example.com').id);
}
