import type { AwsError } from '../../../cloud/index.ts';
import { elbError, validationError } from '../error.ts';
import type { RedirectConfig } from './action.ts';
import { hostname, type HttpRequest } from './request.ts';
import { ruleLimits } from './rule-limits.ts';

/** What each component is if it is not given, and the keywords that it may use. */
const COMPONENTS = {
  protocol: { kept: '#{protocol}', keywords: ['protocol'] },
  host: { kept: '#{host}', keywords: ['host'] },
  port: { kept: '#{port}', keywords: ['port'] },
  path: { kept: '/#{path}', keywords: ['host', 'path', 'port'] },
  query: { kept: '#{query}', keywords: ['protocol', 'host', 'path', 'port', 'query'] },
} as const;

const NAMES = ['protocol', 'host', 'port', 'path', 'query'] as const;

/**
 * Refuses a redirect that AWS would.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#redirect-actions
 */
export function validateRedirect(config: RedirectConfig, listener: 'HTTP' | 'HTTPS'): void {
  if (config.statusCode !== 'HTTP_301' && config.statusCode !== 'HTTP_302')
    throw validationError(
      `1 validation error detected: Value '${config.statusCode ?? ''}' at 'redirectConfig.statusCode' failed to satisfy constraint: Member must satisfy enum value set: [HTTP_301, HTTP_302]`,
    );
  for (const name of NAMES) component(name, config[name] ?? COMPONENTS[name].kept);
  const { protocol = '#{protocol}', port = '#{port}', path = '/#{path}' } = config;
  if (!/^(HTTPS?|#\{protocol\})$/.test(protocol)) throw invalid(`protocol '${protocol}'`);
  if (listener === 'HTTPS' && protocol === 'HTTP')
    throw invalid('protocol: HTTPS cannot be redirected to HTTP');
  if (port !== '#{port}' && !(/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535))
    throw invalid(`port '${port}'`);
  if (!path.startsWith('/')) throw invalid("path: it must begin with '/'");
  const same = (name: keyof typeof COMPONENTS) =>
    (config[name] ?? COMPONENTS[name].kept) === COMPONENTS[name].kept;
  const protocolSame = same('protocol') || protocol === listener;
  if (protocolSame && same('host') && same('port') && same('path'))
    throw elbError(
      'InvalidLoadBalancerAction',
      'The redirect configuration is not valid because it creates a loop.',
    );
}

/** The location that a redirect sends the client to; undefined where it is too long, which is answered with a 507. */
export function location(config: RedirectConfig, request: HttpRequest): string | undefined {
  const values = new Map([
    ['protocol', request.protocol.toLowerCase()],
    ['host', hostname(request.host)],
    ['port', String(request.port)],
    ['path', request.path.replace(/^\//, '')],
    ['query', request.query],
  ]);
  const fill = (name: keyof typeof COMPONENTS) =>
    (config[name] ?? COMPONENTS[name].kept).replace(
      /#\{(protocol|host|port|path|query)\}/g,
      (_, keyword: string) => values.get(keyword) as string,
    );
  const query = fill('query');
  const url = `${fill('protocol').toLowerCase()}://${fill('host')}:${fill('port')}${fill('path')}${query && `?${query}`}`;
  return url.length > ruleLimits.redirectUrl ? undefined : url;
}

function component(name: keyof typeof COMPONENTS, value: string): void {
  if (value.length > ruleLimits.redirectComponent) throw invalid(`${name}: it is too long`);
  for (const [, keyword = ''] of value.matchAll(/#\{([^}]*)\}/g)) {
    if (!COMPONENTS[name].keywords.some((allowed) => allowed === keyword))
      throw invalid(`${name}: '#{${keyword}}' cannot be used in it`);
  }
}

function invalid(what: string): AwsError {
  return elbError('InvalidLoadBalancerAction', `The redirect configuration is not valid: ${what}`);
}
