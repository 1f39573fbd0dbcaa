import type { Fetched, FetchOptions } from '../../cloud/index.ts';
import { hostsOf } from '../../cloud/http/hosts.ts';
import type { Reply } from '../../kernel/index.ts';
import { functionArn, permit, type Gateway } from './gateway.ts';
import type { Input } from './schema.ts';

/** What stands behind a route: a function or a web server. */
export interface HttpRoute extends Partial<Omit<Input<'CreateRoute'>, 'apiId' | 'routeKey' | 'target'>> {
  /** The name or ARN of a function; its policy lets the API call it then. */
  lambda?: string;
  /** Whether the function's policy is left as it is, as with the CLI. Default false. */
  unpermitted?: boolean;
  /** The format of the function's event: 1.0 or 2.0. Default 2.0, as the console has it. */
  payload?: '1.0' | '2.0';
  /** The URL of a web server; `{name}` stands for a parameter of the path. */
  http?: string;
  /** A VPC link, by its id: `http` then is the ARN of a balancer's listener in the VPC. */
  link?: string;
  /** Milliseconds until the client gets 503. Default 30,000. */
  timeoutInMillis?: number;
}

/** What stands behind each route key: `'GET /pets/{id}'`, `'$default'`. */
export type HttpRoutesOf = Readonly<Record<string, HttpRoute>>;

/** How `build` makes an API. */
export interface HttpApiOptions {
  /** CORS, which the API then answers by itself. */
  cors?: Input<'CreateApi'>['corsConfiguration'];
  /** Requests a second and at once, of each route. Default: the account's limit alone. */
  throttle?: { rate: number; burst: number };
}

/** An HTTP API, for short calls. */
export class HttpApiHandle {
  /** The API's id. */
  readonly id: string;
  readonly #gateway: Gateway;
  #permissions = 0;

  /** Made by `ApiGatewayV2`. */
  constructor(gateway: Gateway, id: string) {
    this.#gateway = gateway;
    this.id = id;
  }

  /** @internal */
  static build(
    gateway: Gateway,
    name: string,
    routes: HttpRoutesOf,
    { cors, throttle }: HttpApiOptions,
  ): HttpApiHandle {
    const { apiId } = gateway.createApi({
      name,
      protocolType: 'HTTP',
      ...(cors && { corsConfiguration: cors }),
    });
    const api = new HttpApiHandle(gateway, apiId!);
    const settings = throttle && { defaultRouteSettings: { throttlingRateLimit: throttle.rate, throttlingBurstLimit: throttle.burst } }; // prettier-ignore
    gateway.createStage({ apiId: apiId!, stageName: '$default', autoDeploy: true, ...settings });
    for (const [key, route] of Object.entries(routes)) api.route(key, route);
    return api;
  }

  /** The address of its stage `$default`. */
  get url(): string {
    return `https://${this.#gateway.hostOf(this.id)}`;
  }

  /** Asks the API, as a client on the Internet. */
  request({ path = '/', ...options }: FetchOptions & { path?: string } = {}): Reply<Fetched> {
    return hostsOf(this.#gateway.region.world).fetch(`${this.url}${path}`, options);
  }

  /** Adds a route, which is deployed at once. */
  route(
    routeKey: string,
    { lambda, unpermitted = false, payload = '2.0', http, link, timeoutInMillis, ...given }: HttpRoute,
  ): void {
    const apiId = this.id;
    const { region } = this.#gateway;
    const arn = lambda === undefined ? undefined : functionArn(region, lambda);
    const behind = arn === undefined ? ({ integrationType: 'HTTP_PROXY', integrationMethod: 'ANY', integrationUri: http! } as const) : ({ integrationType: 'AWS_PROXY', integrationUri: arn, payloadFormatVersion: payload } as const); // prettier-ignore
    const { integrationId } = this.#gateway.createIntegration({
      apiId,
      ...behind,
      ...(link !== undefined && { connectionType: 'VPC_LINK', connectionId: link }),
      ...(timeoutInMillis !== undefined && { timeoutInMillis }),
    });
    this.#gateway.createRoute({ apiId, routeKey, target: `integrations/${integrationId}`, ...given });
    if (lambda === undefined || unpermitted) return;
    permit(region, lambda, apiId, `api-${apiId}-${++this.#permissions}`);
  }
}
