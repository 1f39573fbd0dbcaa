import { FetchError, type Metric, type Region } from '../../cloud/index.ts';
import { hostsOf } from '../../cloud/http/hosts.ts';
import type { HostAnswer, HostRequest } from '../../cloud/http/message.ts';
import { MetricSet } from '../../cloud/metric-set.ts';
import type { Process } from '../../kernel/index.ts';
import { Service } from '../../tongue/service.ts';
import { AccountSettings } from './account.ts';
import { ApiKeys } from './api-keys.ts';
import { Authorizers } from './authorizers.ts';
import { Documentation } from './documentation.ts';
import { Domains, FORBIDDEN } from './domains.ts';
import { refusal } from './errors.ts';
import { Exports } from './export.ts';
import { GatewayResponses } from './gateway-responses.ts';
import { Integrations } from './integrations.ts';
import { apiGatewayLimits as limits } from './limits.ts';
import { Methods as MethodsPart } from './methods.ts';
import { apiGatewayMetrics, type ApiGatewayMetricName } from './metrics.ts';
import { defaultModel, type ApiGatewayModel } from './model.ts';
import { Models } from './models.ts';
import type { Context } from './part.ts';
import { serve, type Front } from './pipeline/front.ts';
import { openName } from './public-name.ts';
import { apiGatewayPrices } from './prices.ts';
import { Resources } from './resources.ts';
import type { RestApiState } from './rest-api.ts';
import { RestApiHandle, type BuildOptions, type Routes } from './rest-api-handle.ts';
import { hostOf, RestApis, typeOf } from './rest-apis.ts';
import { schema, type Input, type Methods } from './schema.ts';
import { Stages } from './stages.ts';
import { TestingTool } from './trial.ts';
import { UsagePlans } from './usage-plans.ts';
import { VpcLinks } from './vpc-links.ts';

/** The parts, which have the operations between them: one that is missing is an error of types. */
type Parts = readonly [RestApis, Resources, MethodsPart, Integrations, Stages, Models, Authorizers, ApiKeys, UsagePlans, GatewayResponses, Documentation, VpcLinks, Domains, AccountSettings, TestingTool, Exports]; // prettier-ignore
type All<T> = T extends readonly [infer Head, ...infer Rest] ? Head & All<Rest> : unknown;

const STATUS = { pattern: '[1-5]\\d\\d' };
const DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * Amazon API Gateway's REST APIs in one Region. Its operations are those of its parts: whichever has a method of that
 * name. APIs answer at their stages' URLs, by `cloud.fetch`.
 *
 *     const api = cloud.apigateway.build('shop', { 'GET /pets': { mock: '{"pets": []}' } });
 *     const response = await api.request({ path: '/pets' });
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-rest-api.html
 */
export interface ApiGateway extends Pick<All<Parts>, keyof Methods> {} // eslint-disable-line

// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- the methods are those of the parts
export class ApiGateway extends Service {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly refuse = refusal;
  static override readonly rules = {
    statusCode: STATUS,
  };
  /** What AWS does not tell, as parameters. */
  readonly model: ApiGatewayModel = { ...defaultModel };
  readonly #parts: Parts;
  readonly #apis = new Map<string, RestApiState>();
  readonly #metrics = new Map<string, MetricSet<ApiGatewayMetricName>>();
  readonly #front: Front;

  /** Made by `Cloud`. */
  constructor(region: Region) {
    super(region);
    const gateway: Context = {
      region,
      model: this.model,
      apis: this.#apis,
      id: (digits = 10) => this.#id(digits),
      uuid: () => this.uuid(),
      date: () => this.date,
      usage: (price) => this.usage(price),
      quota: (row) => this.quota(row),
      random: (purpose) => this.random(purpose),
    };
    const keys = new ApiKeys(gateway);
    const plans = new UsagePlans(gateway, keys);
    const links = new VpcLinks(gateway);
    const canary = this.random('canary');
    this.#front = {
      region,
      model: this.model,
      plans,
      linkOf: (id) => links.wayOf(id),
      uuid: () => this.uuid(),
      draw: () => canary.next(),
      requests: this.usage(apiGatewayPrices.requests),
      metrics: (api, stage) => [
        this.#metricsOf({ ApiName: api }),
        this.#metricsOf({ ApiName: api, Stage: stage }),
      ],
    };
    const domains = new Domains(gateway, (apiId, stage, request) => this.#serve(apiId, stage, request));
    this.#parts = [new RestApis(gateway), new Resources(gateway), new MethodsPart(gateway), new Integrations(gateway), new Stages(gateway), new Models(gateway), new Authorizers(gateway), keys, plans, new GatewayResponses(gateway), new Documentation(gateway), links, domains, new AccountSettings(gateway), new TestingTool(gateway, this.#front), new Exports(gateway)]; // prettier-ignore
  }

  /**
   * A REST API with all that its routes name, deployed to a stage: what takes five operations a route in AWS's own tongue.
   *
   * @param name the API's name
   * @param routes what stands behind each method and path: `'GET /pets/{id}': { lambda: 'pets' }`
   */
  build(name: string, routes: Routes, options: BuildOptions = {}): RestApiHandle {
    return RestApiHandle.build(this, name, routes, options);
  }

  /** The handle of an API that is there. Throws NotFoundException. */
  api(id: string): RestApiHandle {
    this.perform('getRestApi', { restApiId: id });
    return new RestApiHandle(this, id);
  }

  /** One of an API's CloudWatch metrics: of the whole API, or of one stage. */
  metric(name: ApiGatewayMetricName, apiName: string, stage?: string): Metric {
    return this.#metricsOf({ ApiName: apiName, ...(stage !== undefined && { Stage: stage }) }).get(name);
  }

  /** @internal What an operation does: a part's method. */
  perform(name: string, input: object): unknown {
    const part = this.#parts.find((one) => name in one) as unknown as Record<
      string,
      (input: object) => unknown
    >;
    const answer = part[name]!(input);
    if (name === 'createRestApi' || name === 'importRestApi') this.#listen((answer as { id: string }).id);
    return answer;
  }

  #listen(id: string): void {
    const host = hostOf(id, this.region);
    openName(this.region, host);
    hostsOf(this.region.world).listen(host, (request) => {
      const { record } = this.#apis.get(id)!;
      const isPrivate = typeOf(record) === 'PRIVATE';
      if (isPrivate && !request.vpcEndpoint) throw new FetchError(`fetch failed: ${host} has no address on the Internet.`); // prettier-ignore
      // A VPC's endpoint leads to private APIs alone.
      if (record.disableExecuteApiEndpoint || (!isPrivate && request.vpcEndpoint)) return FORBIDDEN;
      const [, stage = '', rest = ''] = /^\/([^/]*)(.*)$/s.exec(request.path) ?? [];
      return this.#serve(id, stage, { ...request, path: rest || '/' });
    });
  }

  #serve(id: string, stage: string, request: HostRequest): Process<HostAnswer> {
    const host = request.origin.replace(/^https?:\/\//, '');
    return this.simulation.process(() => {
      const api = this.#apis.get(id);
      return api ? serve(this.#front, api, stage, request, host) : FORBIDDEN;
    }, `API ${id}`);
  }

  #metricsOf(dimensions: { ApiName: string; Stage?: string }): MetricSet<ApiGatewayMetricName> {
    const key = JSON.stringify(dimensions);
    let found = this.#metrics.get(key);
    if (!found)
      this.#metrics.set(key, (found = new MetricSet(this.region, apiGatewayMetrics, { ...dimensions })));
    return found;
  }

  #id(digits: number): string {
    const random = this.random('ids');
    return Array.from({ length: digits }, () => DIGITS[random.integer(0, DIGITS.length - 1)]).join('');
  }

  static {
    for (const operation of Object.keys(schema.operations)) {
      const name = operation.charAt(0).toLowerCase() + operation.slice(1);
      Object.defineProperty(ApiGateway.prototype, name, {
        configurable: true,
        value(this: ApiGateway, input: Input<'GetRestApis'> = {}) {
          return this.perform(name, input);
        },
      });
    }
  }
}
