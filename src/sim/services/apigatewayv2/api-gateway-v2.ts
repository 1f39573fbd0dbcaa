import type { HttpRequest } from '../../cloud/gateway/payload/index.ts';
import { readHostRequest } from '../../cloud/gateway/read-request.ts';
import { selectStage } from '../../cloud/gateway/route/index.ts';
import { accountBucket } from '../../cloud/gateway/throttle/index.ts';
import { hostsOf } from '../../cloud/http/hosts.ts';
import type { HostAnswer, HostRequest } from '../../cloud/http/message.ts';
import { within, type Metric } from '../../cloud/index.ts';
import { MetricSet } from '../../cloud/metric-set.ts';
import { pageOf } from '../../cloud/page.ts';
import type { Process, Reply, Yieldable } from '../../kernel/index.ts';
import { Service } from '../../tongue/service.ts';
import { answer } from './answer.ts';
import { checkApi, checked, checkRoute, found } from './checks.ts';
import { apiError, badRequest, conflict, notFound } from './errors.ts';
import {
  HttpApi,
  type AuthorizerRecord,
  type IntegrationRecord,
  type RouteRecord,
  type RouteResponseRecord,
  type StageRecord,
} from './http-api.ts';
import { HttpApiHandle, type HttpApiOptions, type HttpRoutesOf } from './http-api-handle.ts';
import { apiGatewayV2Limits as limits } from './limits.ts';
import { httpApiMetrics, type HttpApiMetricName, type WebSocketMetricName } from './metrics.ts';
import { defaultModel, type HttpApiModel } from './model.ts';
import { apiGatewayV2Prices as prices } from './prices.ts';
import { schema, type Input, type Methods, type Output } from './schema.ts';
import {
  WebSocketApiHandle,
  type SocketRoutesOf,
  type WebSocketApiOptions,
} from './web-socket-api-handle.ts';
import { VpcLinks } from './vpc-links.ts';
import { answerConnections } from './websocket/call-back.ts';
import type { ClientSocket } from './websocket/client-socket.ts';
import { Door, type House } from './websocket/door.ts';
import type { Handshake } from './websocket/handshake.ts';

const DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * Amazon API Gateway's HTTP and WebSocket APIs in one Region. APIs answer at their stages' URLs, by `cloud.fetch`.
 *
 *     const api = cloud.apigatewayv2.build('shop', { 'GET /pets/{id}': { lambda: 'pets' } });
 *     const response = await api.request({ path: '/pets/7' });
 *     const chat = cloud.apigatewayv2.buildWebSocket('chat', { $connect: { lambda: 'join' }, $default: { lambda: 'say' } });
 *     const anna = await chat.connect();
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html
 */
export class ApiGatewayV2 extends Service implements Methods {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly arn = 'apigateway';
  /** What AWS does not tell, as parameters. */
  readonly model: HttpApiModel = { ...defaultModel };
  /** @internal Where clients of WebSocket APIs come in. */
  readonly door = new Door(this.#house());
  /** @internal Ways into VPCs. */
  readonly links = new VpcLinks(this.region, this.model);
  readonly #apis = new Map<string, HttpApi>();
  readonly #metrics = new Map<string, MetricSet<HttpApiMetricName>>();

  /** An HTTP API with its routes, at the stage `$default`, which deploys by itself. */
  build(name: string, routes: HttpRoutesOf, options: HttpApiOptions = {}): HttpApiHandle {
    return HttpApiHandle.build(this, name, routes, options);
  }

  /** A WebSocket API with its routes, at the stage `prod`, which deploys by itself. */
  buildWebSocket(
    name: string,
    routes: SocketRoutesOf,
    options: WebSocketApiOptions = {},
  ): WebSocketApiHandle {
    return WebSocketApiHandle.build(this, name, routes, options);
  }

  /** One of an HTTP API's CloudWatch metrics. */
  metric(name: HttpApiMetricName, apiId: string): Metric {
    return this.#metricsOf(apiId).get(name);
  }

  /** One of a WebSocket API's CloudWatch metrics. */
  webSocketMetric(name: WebSocketMetricName, apiId: string): Metric {
    return this.door.metricsOf(apiId).get(name);
  }

  // ── APIs ──────────────────────────────────────────────────────────────────────────────────────────────────────

  createApi(input: Input<'CreateApi'>): Output<'CreateApi'> {
    const { protocolType, target, routeKey = '$default', credentialsArn, ...given } = input;
    checkApi(input);
    const isWebSocket = protocolType === 'WEBSOCKET';
    const apiId = this.#id();
    const host = this.hostOf(apiId);
    const api = new HttpApi({
      apiId,
      apiEndpoint: `${isWebSocket ? 'wss' : 'https'}://${host}`,
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
    hostsOf(this.region.world).listen(host, (request) =>
      isWebSocket ? answerConnections(this.door, api, request) : this.#serve(api, request),
    );
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
    const api = this.#api(apiId);
    for (const connection of this.door.connectionsOf(api))
      this.door.end(connection, { code: 1001, reason: 'Going away' });
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
    const next = checked(
      { ...found(api.integrations, integrationId, 'Integration'), ...(changes as IntegrationRecord) },
      api.isWebSocket,
    );
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
    checkRoute(api, next);
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

  createRouteResponse({
    apiId,
    routeId,
    ...given
  }: Input<'CreateRouteResponse'>): Output<'CreateRouteResponse'> {
    const api = this.#webSocket(apiId);
    found(api.routes, routeId, 'Route');
    if (given.routeResponseKey !== '$default') throw badRequest('The only route response key is $default');
    const all = api.routeResponses.get(routeId) ?? new Map<string, RouteResponseRecord>();
    if (all.size > 0) throw conflict('Route response with key $default already exists for this route');
    const response: RouteResponseRecord = { routeResponseId: this.#id(6), ...given };
    api.routeResponses.set(routeId, all.set(response.routeResponseId!, response));
    this.#changed(api);
    return response;
  }

  getRouteResponse({
    apiId,
    routeId,
    routeResponseId,
  }: Input<'GetRouteResponse'>): Output<'GetRouteResponse'> {
    return found(this.#responses(apiId, routeId), routeResponseId, 'RouteResponse');
  }

  getRouteResponses({ apiId, routeId, ...paging }: Input<'GetRouteResponses'>): Output<'GetRouteResponses'> {
    return this.#page([...this.#responses(apiId, routeId).values()], paging);
  }

  updateRouteResponse({
    apiId,
    routeId,
    routeResponseId,
    ...changes
  }: Input<'UpdateRouteResponse'>): Output<'UpdateRouteResponse'> {
    const all = this.#responses(apiId, routeId);
    const next = { ...found(all, routeResponseId, 'RouteResponse'), ...changes };
    all.set(routeResponseId, next);
    this.#changed(this.#api(apiId));
    return next;
  }

  deleteRouteResponse({
    apiId,
    routeId,
    routeResponseId,
  }: Input<'DeleteRouteResponse'>): Output<'DeleteRouteResponse'> {
    const all = this.#responses(apiId, routeId);
    found(all, routeResponseId, 'RouteResponse');
    all.delete(routeResponseId);
    this.#changed(this.#api(apiId));
    return {};
  }

  // ── Authorizers ───────────────────────────────────────────────────────────────────────────────────────────────

  createAuthorizer({ apiId, ...given }: Input<'CreateAuthorizer'>): Output<'CreateAuthorizer'> {
    const api = this.#api(apiId);
    if (api.authorizers.size >= this.quota(limits.authorizers)) throw apiError('TooManyRequestsException', 'Too many authorizers'); // prettier-ignore
    const { authorizerType, jwtConfiguration, authorizerResultTtlInSeconds: ttl = 0 } = given;
    if (authorizerType === 'JWT' && !(jwtConfiguration?.issuer && jwtConfiguration.audience?.length)) throw badRequest('Issuer and audience must be specified for a JWT authorizer'); // prettier-ignore
    if (authorizerType === 'JWT' && (jwtConfiguration!.audience!.length > limits.audiences.max)) throw badRequest('Too many audiences'); // prettier-ignore
    if (authorizerType === 'JWT' && api.isWebSocket) throw badRequest('JWT authorizers are supported only for HTTP APIs'); // prettier-ignore
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

  // ── VPC links ─────────────────────────────────────────────────────────────────────────────────────────────────

  createVpcLink(input: Input<'CreateVpcLink'>): Output<'CreateVpcLink'> {
    return this.links.create(this.#id(6), input);
  }

  getVpcLink({ vpcLinkId }: Input<'GetVpcLink'>): Output<'GetVpcLink'> {
    return this.links.get(vpcLinkId);
  }

  getVpcLinks(input: Input<'GetVpcLinks'> = {}): Output<'GetVpcLinks'> {
    return this.#page(this.links.all(), input);
  }

  updateVpcLink({ vpcLinkId, name }: Input<'UpdateVpcLink'>): Output<'UpdateVpcLink'> {
    return this.links.rename(vpcLinkId, name);
  }

  deleteVpcLink({ vpcLinkId }: Input<'DeleteVpcLink'>): Output<'DeleteVpcLink'> {
    this.links.delete(vpcLinkId);
    return {};
  }

  // ── What the operations share ─────────────────────────────────────────────────────────────────────────────────

  /** @internal The name at which an API answers. */
  hostOf(apiId: string): string {
    return `${apiId}.execute-api.${this.region.name}.${this.region.domain}`;
  }

  /** @internal A client asks for a connection. */
  connect(apiId: string, stage: string, handshake: Handshake): Reply<ClientSocket> {
    return this.door.connect(this.#webSocket(apiId), stage, handshake);
  }

  /** @internal Ids of an API's open connections. */
  connectionsOf(apiId: string): string[] {
    return this.door.connectionsOf(this.#api(apiId)).map(({ id }) => id);
  }

  #house(): House {
    return {
      region: this.region,
      model: this.model,
      hostOf: (apiId) => this.hostOf(apiId),
      uuid: () => this.uuid(),
      draw: (purpose) => this.random(purpose).next(),
      newConnections: () => this.quota(limits.newConnections),
      charge: (what, quantity) => this.usage(prices[what]).add(quantity),
    };
  }

  #webSocket(apiId: string): HttpApi {
    const api = this.#api(apiId);
    if (!api.isWebSocket) throw badRequest('Only WebSocket APIs have that');
    return api;
  }

  #responses(apiId: string, routeId: string): Map<string, RouteResponseRecord> {
    const api = this.#webSocket(apiId);
    found(api.routes, routeId, 'Route');
    return api.routeResponses.get(routeId) ?? new Map<string, RouteResponseRecord>();
  }

  #integrate(api: HttpApi, { apiId: _, ...given }: Input<'CreateIntegration'>): IntegrationRecord {
    if (api.integrations.size >= this.quota(limits.integrations)) throw badRequest('Too many integrations');
    const timeout = api.isWebSocket ? limits.socketTimeout : limits.timeout;
    const integration = checked(
      {
        integrationId: this.#id(7),
        connectionType: 'INTERNET',
        payloadFormatVersion: '1.0',
        timeoutInMillis: timeout.default,
        ...(given as IntegrationRecord),
      },
      api.isWebSocket,
    );
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
    checkRoute(api, route);
    api.routes.set(route.routeId!, route);
    this.#changed(api);
    return route;
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
    if (request.body.length > limits.payload.max) return { status: 413, headers: [['content-type', 'application/json'], own], body: '{"message":"Request Entity Too Large"}' }; // prettier-ignore
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
      linkOf: (id) => this.links.use(id),
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
