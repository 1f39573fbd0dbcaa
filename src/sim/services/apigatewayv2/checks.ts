import { NotModelled, within } from '../../cloud/index.ts';
import { badRequest, notFound } from './errors.ts';
import type { HttpApi, IntegrationRecord, RouteRecord } from './http-api.ts';
import { apiGatewayV2Limits as limits } from './limits.ts';
import type { Input } from './schema.ts';

/** One of an API's parts; throws 404 where it is not there. */
export function found<R>(all: ReadonlyMap<string, R>, id: string, noun: string): R {
  const one = all.get(id);
  if (one === undefined) throw notFound(noun, id);
  return one;
}

/** Refuses a new API that cannot be. */
export function checkApi({
  protocolType,
  routeSelectionExpression,
  target,
  corsConfiguration,
}: Input<'CreateApi'>): void {
  if (protocolType !== 'WEBSOCKET') return;
  if (routeSelectionExpression === undefined) throw badRequest('RouteSelectionExpression must be specified for WebSocket APIs'); // prettier-ignore
  if (!/^(?:\$request\.body\.|\$\{request\.body\.)/.test(routeSelectionExpression)) throw badRequest('Invalid route selection expression specified'); // prettier-ignore
  if (target !== undefined) throw badRequest('Quick create is supported only for HTTP APIs');
  if (corsConfiguration !== undefined) throw badRequest('CORS configuration is supported only for HTTP APIs');
}

/** The integration, or an error where it cannot be: what an API of its kind has not, or a timeout out of range. */
export function checked(integration: IntegrationRecord, isWebSocket: boolean): IntegrationRecord {
  const { integrationType, integrationUri, payloadFormatVersion, timeoutInMillis, integrationMethod, requestTemplates, integrationSubtype, connectionType } = integration; // prettier-ignore
  const timeout = isWebSocket ? limits.socketTimeout : limits.timeout;
  if (!isWebSocket && integrationType !== 'AWS_PROXY' && integrationType !== 'HTTP_PROXY') throw badRequest('HTTP APIs support only AWS_PROXY and HTTP_PROXY integrations'); // prettier-ignore
  if (!isWebSocket && requestTemplates !== undefined) throw badRequest('RequestTemplates are supported only for WebSocket APIs'); // prettier-ignore
  if (isWebSocket && integrationSubtype !== undefined) throw badRequest('IntegrationSubtype is supported only for HTTP APIs'); // prettier-ignore
  if (integrationUri === undefined && integrationSubtype === undefined && integrationType !== 'MOCK') throw badRequest('IntegrationUri must be specified'); // prettier-ignore
  if (integrationType === 'HTTP_PROXY' && integrationMethod === undefined && !/^https?:/.test(integrationUri ?? '')) throw badRequest('Invalid HTTP endpoint specified for URI'); // prettier-ignore
  if (connectionType === 'VPC_LINK') checkPrivate(integration);
  if (payloadFormatVersion !== '1.0' && (isWebSocket || payloadFormatVersion !== '2.0')) throw badRequest(isWebSocket ? 'PayloadFormatVersion must be 1.0' : 'PayloadFormatVersion must be 1.0 or 2.0'); // prettier-ignore
  if (!within(timeout, timeoutInMillis!)) throw badRequest(`Timeout should be between ${timeout.min} ms and ${timeout.max} ms`); // prettier-ignore
  return integration;
}

/** A private integration goes to the listener of a balancer, by a VPC link. */
function checkPrivate({
  connectionId,
  integrationUri = '',
  integrationType,
  requestParameters = {},
}: IntegrationRecord): void {
  if (connectionId === undefined) throw badRequest('ConnectionId must be specified for VPC_LINK');
  if (integrationType !== 'HTTP_PROXY') throw badRequest('Only HTTP_PROXY is supported for VPC_LINK');
  if (/^arn:[^:]+:servicediscovery:/.test(integrationUri)) throw new NotModelled('Amazon API Gateway', 'private integrations with AWS Cloud Map; those with load balancers are'); // prettier-ignore
  if (!/^arn:[^:]+:elasticloadbalancing:[^:]*:[^:]*:listener\//.test(integrationUri)) throw badRequest('For VpcLink, IntegrationUri should be a valid ELB listener ARN or a valid Cloud Map service ARN.'); // prettier-ignore
  for (const [name, value] of Object.entries(requestParameters))
    if (name !== 'overwrite:path' || value !== '$request.path') throw new NotModelled('Amazon API Gateway', `the mapping of ${name} for HTTP APIs`); // prettier-ignore
}

/** Refuses a route that its API cannot have. */
export function checkRoute(
  api: HttpApi,
  { routeKey = '', target, authorizationType, authorizerId, authorizationScopes = [], apiKeyRequired }: RouteRecord, // prettier-ignore
): void {
  const guarded = authorizationType !== undefined && authorizationType !== 'NONE';
  if (api.isWebSocket) {
    if (authorizationType === 'JWT') throw badRequest('JWT authorizers are supported only for HTTP APIs');
    if (guarded && routeKey !== '$connect') throw badRequest('Authorization is supported only on the $connect route'); // prettier-ignore
  } else {
    if (routeKey !== '$default' && !/^(?:ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT) \/\S*$/.test(routeKey)) throw badRequest('The provided route key is not formatted properly for HTTP protocol. Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default"'); // prettier-ignore
    if (apiKeyRequired) throw badRequest('API keys are not supported for HTTP APIs');
  }
  if (target !== undefined) found(api.integrations, target.replace(/^integrations\//, ''), 'Integration');
  if (authorizationType === 'JWT' || authorizationType === 'CUSTOM') found(api.authorizers, authorizerId ?? '', 'Authorizer'); // prettier-ignore
  if (authorizationScopes.length > limits.scopes.max) throw badRequest('Too many scopes');
}
