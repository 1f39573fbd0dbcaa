import { Cloud, minutes } from '../sim/index.ts';
import type { Handler } from '../sim/cloud/endpoints/index.ts';
import type { HealthCheckOptions } from '../sim/services/route53/index.ts';
import type { Comparison } from './comparison.ts';

const source =
  'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html';

/** What a server does; undefined: it is not there. */
type Server = Handler | undefined;

const page = (status: number, body: string) => () => ({ status, body });

const servers: Record<string, Server> = {
  'All is well': page(200, 'open'),
  'Sends elsewhere (302)': page(302, ''),
  'Error (500)': page(500, 'open'),
  'Says sorry (200)': page(200, 'sorry'),
  'Takes 5 seconds': function* () {
    yield 5;
    return { status: 200, body: 'open' };
  },
  'Word after 5,120 bytes': page(200, `${'.'.repeat(6000)}open`),
  Dead: undefined,
};

const kinds: Record<string, HealthCheckOptions> = {
  TCP: { type: 'TCP', port: 80 },
  HTTP: { type: 'HTTP' },
  'HTTP and a string': { type: 'HTTP_STR_MATCH', searchString: 'open' },
  'HTTP, inverted': { type: 'HTTP', inverted: true },
};

/** The kinds of checks that ask an endpoint, and what each says of servers that are ill in their own ways. */
export const healthCheckKinds: Comparison<HealthCheckOptions> = {
  caption: 'What each kind of check says of a server, after five minutes',
  rowsAre: 'Server',
  columns: Object.entries(kinds).map(([name, subject]) => ({ name, subject })),
  rows: Object.entries(servers).map(([label, server]) => ({
    label,
    source,
    async cell(kind) {
      const cloud = new Cloud();
      const { route53 } = cloud;
      if (server) route53.endpoints.listen('192.0.2.1:80', server);
      const health = route53.healthCheck({ ipAddress: '192.0.2.1', ...kind });
      await cloud.run(minutes(5));
      return health.isHealthy ? 'healthy' : 'unhealthy';
    },
  })),
};
