import type { HttpRequest } from '../../cloud/gateway/payload/index.ts';
import { readHostRequest } from '../../cloud/gateway/read-request.ts';
import { selectStage } from '../../cloud/gateway/route/index.ts';
import { accountBucket } from '../../cloud/gateway/throttle/index.ts';
import { hostsOf } from '../../cloud/http/hosts.ts';
import type { HostAnswer, HostRequest } from '../../cloud/http/message.ts';
import { NotModelled, within, type Metric } from '../../cloud/index.ts';
import { MetricSet } from '../../cloud/metric-set.ts';
import { pageOf } from '../../cloud/page.ts';
import type { Process, Yieldable } from '../../kernel/index.ts';
import { Service } from '../../tongue/service.ts';
import { answer } from './answer.ts';
import { apiError, badRequest, conflict, notFound } from './errors.ts';
import {
  HttpApi,
  type AuthorizerRecord,
  type IntegrationRecord,
  type RouteRecord,
  type StageRecord,
} from './http-api.ts';
import { HttpApiHandle, type HttpApiOptions, type HttpRoutesOf } from './http-api-handle.ts';
import { apiGatewayV2Limits as limits } from './limits.ts';
import { httpApiMetrics, type HttpApiMetricName } from './metrics.ts';
import { defaultModel, type HttpApiModel } from './model.ts';
import { apiGatewayV2Prices as prices } from './prices.ts';
import { schema, type Input, type Methods, type Output } from './schema.ts';

const DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * Amazon API Gateway's HTTP APIs in one Region. APIs answer at their stages' URLs, by `cloud.fetch`.
 *
 *     const api = cloud.apigatewayv2.build('shop', { 'GET /pets/{id}': { lambda: 'pets' } });
 *     const response = await api.request({ path: '/pets/7' });
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html
 */
export class ApiGatewayV2 extends Service implements Methods {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly arn = 'apigateway';
  /** What AWS does not tell, as parameters. */
  readonly model: HttpApiModel = { ...defaultModel };
  readonly #apis = new Map<string, HttpApi>();
  readonly #metrics = new Map<string, MetricSet<HttpApiMetricName>>();

  /** An HTTP API with its routes, at the stage `$default`, which deploys by itself. */
  build(name: string, routes: HttpRoutesOf, options: HttpApiOptions = {}): HttpApiHandle {
    return HttpApiHandle.build(this, name, routes, options);
  }

  /** One of an HTTP API's CloudWatch metrics. */
  metric(name: HttpApiMetricName, apiId: string): Metric {
    return this.#metricsOf(apiId).get(name);
  }

  // ── APIs ──────────────────────────────────────────────────────────────────────────────────────────────────────

  createApi(input: Input<'CreateApi'>): Output<'CreateApi'> {
    const { protocolType, target, routeKey = '$default', credentialsArn, ...given } = input;
    if (protocolType === 'WEBSOCKET') throw new NotModelled('Amazon API Gateway', 'WebSocket APIs');
    const apiId = this.#id();
    const host = this.hostOf(apiId);
    const api = new HttpApi({
      apiId,
      apiEndpoint: `https://${host}`,
      apiKeySelectionExpression: '$request.header.x-api-key',
      createdDate: this.date,
      disableExecuteApiEndpoint: false,
      ipAddressType: 'ipv4',
      routeSelectionExpression: '$request.method $request.path',
      tags: {},
      ...given,
      protocolType,
    });
    this.#apis.set(apiId, api);
    hostsOf(this.region.world).listen(host, (request) => this.#serve(api, request));
    if (target !== undefined) {
      const integrationType = target.startsWith('arn:') ? 'AWS_PROXY' : 'HTTP_PROXY';
      const whole = { apiId, integrationType, integrationUri: target, payloadFormatVersion: integrationType === 'AWS_PROXY' ? '2.0' : '1.0', ...(credentialsArn !== undefined && { credentialsArn }) } as const; // prettier-ignore
      const integration = this.#integrate(api, whole);
      this.#route(api, { apiId, routeKey, target: `integrations/${integration.integrationId}` });
      this.#stage(api, { apiId, stageName: '$default', autoDeploy: true });
    }
    return api.record;
  }

  getApi({ apiId }: Input<'GetApi'>): Output<'GetApi'> {
    return this.#api(apiId).record;
  }

  getApis(input: Input<'GetApis'> = {}): Output<'GetApis'> {
    return this.#page(Array.from(this.#apis.values(), ({ record }) => record), input); // prettier-ignore
  }

  updateApi({ apiId, ...given }: Input<'UpdateApi'>): Output<'UpdateApi'> {
    const api = this.#api(apiId);
    const { target: _, routeKey: __, credentialsArn: ___, ...changes } = given;
    return (api.record = { ...api.record, ...changes });
  }

  deleteApi({ apiId }: Input<'DeleteApi'>): Output<'DeleteApi'> {
    this.#api(apiId);
    this.#apis.delete(apiId);
    hostsOf(this.region.world).close(this.hostOf(apiId));
    return {};
  }

  deleteCorsConfiguration({ apiId }: Input<'DeleteCorsConfiguration'>): Output<'DeleteCorsConfiguration'> {
    const api = this.#api(apiId);
    const { corsConfiguration: _, ...rest } = api.record;
    api.record = rest;
    return {};
  }

  // ── Integrations ──────────────────────────────────────────────────────────────────────────────────────────────

  createIntegration(input: Input<'CreateIntegration'>): Output<'CreateIntegration'> {
    return this.#integrate(this.#api(input.apiId), input);
  }

  getIntegration({ apiId, integrationId }: Input<'GetIntegration'>): Output<'GetIntegration'> {
    return found(this.#api(apiId).integrations, integrationId, 'Integration');
  }

  getIntegrations({ apiId, ...paging }: Input<'GetIntegrations'>): Output<'GetIntegrations'> {
    return this.#page([...this.#api(apiId).integrations.values()], paging);
  }

  updateIntegration({
    apiId,
    integrationId,
    ...changes
  }: Input<'UpdateIntegration'>): Output<'UpdateIntegration'> {
    const api = this.#api(apiId);
    const next = checked({
      ...found(api.integrations, integrationId, 'Integration'),
      ...(changes as IntegrationRecord),
    });
    api.integrations.set(integrationId, next);
    this.#changed(api);
    return next;
  }

  deleteIntegration({ apiId, integrationId }: Input<'DeleteIntegration'>): Output<'DeleteIntegration'> {
    const api = this.#api(apiId);
    found(api.integrations, integrationId, 'Integration');
    if ([...api.routes.values()].some(({ target }) => target === `integrations/${integrationId}`)) throw conflict(`Cannot delete Integration '${integrationId}' that is referenced by a Route`); // prettier-ignore
    api.integrations.delete(integrationId);
    this.#changed(api);
    return {};
  }

  // ── Routes ────────────────────────────────────────────────────────────────────────────────────────────────────

  createRoute(input: Input<'CreateRoute'>): Output<'CreateRoute'> {
    return this.#route(this.#api(input.apiId), input);
  }

  getRoute({ apiId, routeId }: Input<'GetRoute'>): Output<'GetRoute'> {
    return found(this.#api(apiId).routes, routeId, 'Route');
  }

  getRoutes({ apiId, ...paging }: Input<'GetRoutes'>): Output<'GetRoutes'> {
    return this.#page([...this.#api(apiId).routes.values()], paging);
  }

  updateRoute({ apiId, routeId, ...changes }: Input<'UpdateRoute'>): Output<'UpdateRoute'> {
    const api = this.#api(apiId);
    const next = { ...found(api.routes, routeId, 'Route'), ...(changes as Partial<RouteRecord>) };
    this.#checkRoute(api, next);
    api.routes.set(routeId, next);
    this.#changed(api);
    return next;
  }

  deleteRoute({ apiId, routeId }: Input<'DeleteRoute'>): Output<'DeleteRoute'> {
    const api = this.#api(apiId);
    found(api.routes, routeId, 'Route');
    api.routes.delete(routeId);
    this.#changed(api);
    return {};
  }

  // ── Authorizers ───────────────────────────────────────────────────────────────────────────────────────────────

  createAuthorizer({ apiId, ...given }: Input<'CreateAuthorizer'>): Output<'CreateAuthorizer'> {
    const api = this.#api(apiId);
    if (api.authorizers.size >= this.quota(limits.authorizers)) throw apiError('TooManyRequestsException', 'Too many authorizers'); // prettier-ignore
    const { authorizerType, jwtConfiguration, authorizerResultTtlInSeconds: ttl = 0 } = given;
    if (authorizerType === 'JWT' && !(jwtConfiguration?.issuer && jwtConfiguration.audience?.length)) throw badRequest('Issuer and audience must be specified for a JWT authorizer'); // prettier-ignore
    if (authorizerType === 'JWT' && (jwtConfiguration!.audience!.length > limits.audiences.max)) throw badRequest('Too many audiences'); // prettier-ignore
    if (authorizerType === 'REQUEST' && given.authorizerUri === undefined) throw badRequest('AuthorizerUri must be specified for a REQUEST authorizer'); // prettier-ignore
    if (!within(limits.authorizerTtl, ttl)) throw badRequest('AuthorizerResultTtlInSeconds must be between 0 and 3600'); // prettier-ignore
    const authorizer: AuthorizerRecord = { authorizerId: this.#id(6), ...given };
    api.authorizers.set(authorizer.authorizerId!, authorizer);
    return authorizer;
  }

  getAuthorizer({ apiId, authorizerId }: Input<'GetAuthorizer'>): Output<'GetAuthorizer'> {
    return found(this.#api(apiId).authorizers, authorizerId, 'Authorizer');
  }

  getAuthorizers({ apiId, ...paging }: Input<'GetAuthorizers'>): Output<'GetAuthorizers'> {
    return this.#page([...this.#api(apiId).authorizers.values()], paging);
  }

  updateAuthorizer({
    apiId,
    authorizerId,
    ...changes
  }: Input<'UpdateAuthorizer'>): Output<'UpdateAuthorizer'> {
    const api = this.#api(apiId);
    const next = {
      ...found(api.authorizers, authorizerId, 'Authorizer'),
      ...(changes as Partial<AuthorizerRecord>),
    };
    api.authorizers.set(authorizerId, next);
    this.#changed(api);
    return next;
  }

  deleteAuthorizer({ apiId, authorizerId }: Input<'DeleteAuthorizer'>): Output<'DeleteAuthorizer'> {
    const api = this.#api(apiId);
    found(api.authorizers, authorizerId, 'Authorizer');
    api.authorizers.delete(authorizerId);
    this.#changed(api);
    return {};
  }

  // ── Stages and deployments ────────────────────────────────────────────────────────────────────────────────────

  createStage(input: Input<'CreateStage'>): Output<'CreateStage'> {
    return this.#stage(this.#api(input.apiId), input);
  }

  getStage({ apiId, stageName }: Input<'GetStage'>): Output<'GetStage'> {
    return found(this.#api(apiId).stages, stageName, 'Stage');
  }

  getStages({ apiId, ...paging }: Input<'GetStages'>): Output<'GetStages'> {
    return this.#page([...this.#api(apiId).stages.values()], paging);
  }

  updateStage({ apiId, stageName, ...changes }: Input<'UpdateStage'>): Output<'UpdateStage'> {
    const api = this.#api(apiId);
    const before = found(api.stages, stageName, 'Stage');
    const next: StageRecord = { ...before, ...changes, lastUpdatedDate: this.date };
    if (changes.deploymentId !== undefined) found(api.deployments, changes.deploymentId, 'Deployment');
    api.stages.set(stageName, next);
    if (next.autoDeploy && !before.autoDeploy) this.#changed(api);
    return api.stages.get(stageName)!;
  }

  deleteStage({ apiId, stageName }: Input<'DeleteStage'>): Output<'DeleteStage'> {
    const api = this.#api(apiId);
    found(api.stages, stageName, 'Stage');
    api.stages.delete(stageName);
    return {};
  }

  createDeployment({ apiId, stageName, description }: Input<'CreateDeployment'>): Output<'CreateDeployment'> {
    const api = this.#api(apiId);
    const stage = stageName === undefined ? undefined : found(api.stages, stageName, 'Stage');
    const record = this.#deploy(api, false, description);
    if (stage)
      api.stages.set(stageName!, {
        ...stage,
        deploymentId: record.deploymentId!,
        lastUpdatedDate: this.date,
      });
    return record;
  }

  getDeployment({ apiId, deploymentId }: Input<'GetDeployment'>): Output<'GetDeployment'> {
    return found(this.#api(apiId).deployments, deploymentId, 'Deployment').record;
  }

  getDeployments({ apiId, ...paging }: Input<'GetDeployments'>): Output<'GetDeployments'> {
    return this.#page(Array.from(this.#api(apiId).deployments.values(), ({ record }) => record), paging); // prettier-ignore
  }

  deleteDeployment({ apiId, deploymentId }: Input<'DeleteDeployment'>): Output<'DeleteDeployment'> {
    const api = this.#api(apiId);
    found(api.deployments, deploymentId, 'Deployment');
    if ([...api.stages.values()].some((stage) => stage.deploymentId === deploymentId)) throw badRequest('Active stages pointing to this deployment must be moved or deleted'); // prettier-ignore
    api.deployments.delete(deploymentId);
    return {};
  }

  // ── What the operations share ─────────────────────────────────────────────────────────────────────────────────

  /** @internal The name at which an API answers. */
  hostOf(apiId: string): string {
    return `${apiId}.execute-api.${this.region.name}.${this.region.domain}`;
  }

  #integrate(api: HttpApi, { apiId: _, ...given }: Input<'CreateIntegration'>): IntegrationRecord {
    if (api.integrations.size >= this.quota(limits.integrations)) throw badRequest('Too many integrations');
    const integration = checked({
      integrationId: this.#id(7),
      connectionType: 'INTERNET',
      payloadFormatVersion: '1.0',
      timeoutInMillis: limits.timeout.default,
      ...(given as IntegrationRecord),
    });
    api.integrations.set(integration.integrationId!, integration);
    this.#changed(api);
    return integration;
  }

  #route(api: HttpApi, { apiId: _, ...given }: Input<'CreateRoute'>): RouteRecord {
    if (api.routes.size >= this.quota(limits.routes)) throw badRequest('Too many routes');
    if ([...api.routes.values()].some(({ routeKey }) => routeKey === given.routeKey)) throw conflict(`Route with key ${given.routeKey} already exists for this API`); // prettier-ignore
    const route: RouteRecord = {
      routeId: this.#id(7),
      apiKeyRequired: false,
      authorizationType: 'NONE',
      ...given,
    };
    this.#checkRoute(api, route);
    api.routes.set(route.routeId!, route);
    this.#changed(api);
    return route;
  }

  #checkRoute(
    api: HttpApi,
    {
      routeKey = '',
      target,
      authorizationType,
      authorizerId,
      authorizationScopes = [],
      apiKeyRequired,
    }: RouteRecord,
  ): void {
    if (routeKey !== '$default' && !/^(?:ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT) \/\S*$/.test(routeKey)) throw badRequest('The provided route key is not formatted properly for HTTP protocol. Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default"'); // prettier-ignore
    if (apiKeyRequired) throw badRequest('API keys are not supported for HTTP APIs');
    if (target !== undefined) found(api.integrations, target.replace(/^integrations\//, ''), 'Integration');
    if (authorizationType === 'JWT' || authorizationType === 'CUSTOM') found(api.authorizers, authorizerId ?? '', 'Authorizer'); // prettier-ignore
    if (authorizationScopes.length > limits.scopes.max) throw badRequest('Too many scopes');
  }

  #stage(api: HttpApi, { apiId: _, ...given }: Input<'CreateStage'>): StageRecord {
    const { stageName } = given;
    if (!/^(?:\$default|[a-zA-Z0-9_-]+)$/.test(stageName)) throw badRequest('Stage name only allows a-zA-Z0-9_- or $default'); // prettier-ignore
    if (api.stages.has(stageName)) throw conflict(`Stage already exists`);
    if (api.stages.size >= this.quota(limits.stages)) throw badRequest('Too many stages');
    if (given.deploymentId !== undefined) found(api.deployments, given.deploymentId, 'Deployment');
    const now = this.date;
    api.stages.set(stageName, { routeSettings: {}, defaultRouteSettings: { detailedMetricsEnabled: false }, stageVariables: {}, tags: {}, createdDate: now, lastUpdatedDate: now, ...given }); // prettier-ignore
    if (given.autoDeploy) this.#changed(api);
    return api.stages.get(stageName)!;
  }

  /** Deploys to the stages that deploy by themselves. */
  #changed(api: HttpApi): void {
    const own = [...api.stages.values()].filter(({ autoDeploy }) => autoDeploy);
    if (own.length === 0) return;
    const { deploymentId } = this.#deploy(
      api,
      true,
      'Automatic deployment triggered by changes to the Api configuration',
    );
    for (const stage of own) {
      const before = stage.deploymentId;
      const lastDeploymentStatusMessage = `Successfully deployed stage with deployment ID '${deploymentId}'`;
      api.stages.set(stage.stageName!, {
        ...stage,
        deploymentId: deploymentId!,
        lastDeploymentStatusMessage,
      });
      if (before !== undefined && api.deployments.get(before)?.record.autoDeployed)
        api.deployments.delete(before);
    }
  }

  #deploy(api: HttpApi, autoDeployed: boolean, description?: string) {
    const record = {
      deploymentId: this.#id(6),
      autoDeployed,
      createdDate: this.date,
      deploymentStatus: 'DEPLOYED' as const,
      ...(description !== undefined && { description }),
    };
    api.deployments.set(record.deploymentId, { record, release: api.release() });
    return record;
  }

  #serve(api: HttpApi, request: HostRequest): Process<HostAnswer> {
    return this.simulation.process(() => this.#answered(api, request), `API ${api.record.apiId}`);
  }

  *#answered(api: HttpApi, request: HostRequest): Generator<Yieldable, HostAnswer, never> {
    const began = this.simulation.now;
    if (this.model.overhead > 0) yield this.model.overhead;
    const place = selectStage(request.path, new Set(api.stages.keys()));
    const stage = place && api.stages.get(place.stage);
    const release = api.deployments.get(stage?.deploymentId ?? '')?.release;
    const requestId = this.uuid();
    const own: [string, string] = ['apigw-requestid', `${requestId.replaceAll('-', '').slice(0, 15)}=`];
    if (!place || !stage || !release || api.record.disableExecuteApiEndpoint)
      return {
        status: 404,
        headers: [['content-type', 'application/json'], own],
        body: '{"message":"Not Found"}',
      };
    const { accountRate: rateLimit, accountBurst: burstLimit } = this.model;
    const at = this.simulation.epochMillis * 1000 + (this.simulation.nowMicros % 1000);
    const whole: HttpRequest = readHostRequest({ ...request, path: place.path });
    let took: number | undefined;
    const { statusCode, headers, body } = yield* answer({
      region: this.region,
      api,
      stage,
      release,
      request: whole,
      caller: {
        accountId: this.region.account,
        apiId: api.record.apiId!,
        stage: stage.stageName!,
        domainName: this.hostOf(api.record.apiId!),
        requestId,
        sourceIp: request.sourceIp,
        at: this.simulation.epochMillis,
        ...(stage.stageVariables && { stageVariables: stage.stageVariables }),
      },
      signedBy: request.signedBy,
      account: accountBucket(this.region, { rateLimit, burstLimit }, at),
      at,
      took: (seconds) => void (took = seconds),
    });
    this.usage(prices.requests).add(Math.max(1, Math.ceil(request.body.length / 524_288)));
    const metrics = this.#metricsOf(api.record.apiId!);
    metrics.count('Count');
    metrics.count('4xx', statusCode >= 400 && statusCode < 500 ? 1 : 0);
    metrics.count('5xx', statusCode >= 500 ? 1 : 0);
    metrics.count('Latency', (this.simulation.now - began) * 1000);
    metrics.count('DataProcessed', request.body.length + body.length);
    if (took !== undefined) metrics.count('IntegrationLatency', took * 1000);
    return { status: statusCode, headers: [...headers, own], body };
  }

  #metricsOf(apiId: string): MetricSet<HttpApiMetricName> {
    let set = this.#metrics.get(apiId);
    if (!set) this.#metrics.set(apiId, (set = new MetricSet(this.region, httpApiMetrics, { ApiId: apiId })));
    return set;
  }

  #api(id: string): HttpApi {
    const api = this.#apis.get(id);
    if (!api) throw notFound('API', id);
    return api;
  }

  #page<T>(
    all: readonly T[],
    { nextToken, maxResults }: { nextToken?: string | undefined; maxResults?: string | undefined },
  ): { items: T[]; nextToken?: string } {
    const size = Math.min(Number(maxResults ?? limits.page.default), limits.page.max);
    const { page, ...more } = pageOf(all, {
      nextToken,
      size,
      badToken: () => badRequest('Invalid NextToken'),
    });
    return { items: page, ...more };
  }

  #id(digits = 10): string {
    const random = this.random('ids');
    return Array.from({ length: digits }, () => DIGITS[random.integer(0, DIGITS.length - 1)]).join('');
  }
}

function found<R>(all: ReadonlyMap<string, R>, id: string, noun: string): R {
  const one = all.get(id);
  if (one === undefined) throw notFound(noun, id);
  return one;
}

function checked(integration: IntegrationRecord): IntegrationRecord {
  const { integrationType, integrationUri, payloadFormatVersion, timeoutInMillis, integrationMethod } =
    integration;
  if (integrationType !== 'AWS_PROXY' && integrationType !== 'HTTP_PROXY') throw badRequest('HTTP APIs support only AWS_PROXY and HTTP_PROXY integrations'); // prettier-ignore
  if (integration.requestTemplates !== undefined)
    throw badRequest('RequestTemplates are supported only for WebSocket APIs');
  if (integrationUri === undefined && integration.integrationSubtype === undefined) throw badRequest('IntegrationUri must be specified'); // prettier-ignore
  if (integrationType === 'HTTP_PROXY' && integrationMethod === undefined && !/^https?:/.test(integrationUri ?? '')) throw badRequest('Invalid HTTP endpoint specified for URI'); // prettier-ignore
  if (payloadFormatVersion !== '1.0' && payloadFormatVersion !== '2.0') throw badRequest('PayloadFormatVersion must be 1.0 or 2.0'); // prettier-ignore
  if (!within(limits.timeout, timeoutInMillis!)) throw badRequest(`Timeout should be between ${limits.timeout.min} ms and ${limits.timeout.max} ms`); // prettier-ignore
  return integration;
}
