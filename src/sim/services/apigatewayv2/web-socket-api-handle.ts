import type { Pairs } from '../../cloud/http/message.ts';
import type { Reply } from '../../kernel/index.ts';
import { functionArn, permit, type Gateway } from './gateway.ts';
import type { Input } from './schema.ts';
import type { ClientSocket } from './websocket/client-socket.ts';
import type { Handshake } from './websocket/handshake.ts';

/** What stands behind a route of a WebSocket API: a function, a web server, or nothing. */
export interface SocketRoute extends Partial<Omit<Input<'CreateRoute'>, 'apiId' | 'routeKey' | 'target'>> {
  /** The name or ARN of a function; its policy lets the API call it then. */
  lambda?: string;
  /** Whether the function's policy is left as it is, as with the CLI. Default false. */
  unpermitted?: boolean;
  /** The URL of a web server that gets each message by POST. Default, without a function too: a mock. */
  http?: string;
  /** Whether the client gets what the function answers: a route response. Default false. */
  twoWay?: boolean;
  /** Milliseconds until the back end is too late. Default 29,000. */
  timeoutInMillis?: number;
}

/** What stands behind each route: `$connect`, `$disconnect`, `$default`, and keys of one's own. */
export type SocketRoutesOf = Readonly<Record<string, SocketRoute>>;

/** How `buildWebSocket` makes an API. */
export interface WebSocketApiOptions {
  /** What of a message tells its route. Default `$request.body.action`. */
  selection?: string;
  /** The stage. Default `prod`. */
  stage?: string;
  /** Messages a second and at once, of each route. Default: the account's limit alone. */
  throttle?: { rate: number; burst: number };
}

/** How a client asks for a connection. */
export interface ConnectOptions {
  /** By name, or as pairs where a name comes more than once. */
  headers?: Readonly<Record<string, string>> | Pairs;
  /** What stands behind the question mark, by name: browsers can send headers of their own by no other way. */
  query?: Readonly<Record<string, string>>;
  /** The address that it comes from. Default 203.0.113.10, an address for documentation. */
  sourceIp?: string;
  /** The ARN of the user or role that signs the handshake. Default: nobody. */
  signedBy?: string;
}

/** What the handle asks of its service besides operations. */
export interface WebSocketGateway extends Gateway {
  connect(apiId: string, stage: string, handshake: Handshake): Reply<ClientSocket>;
  connectionsOf(apiId: string): string[];
}

/** A WebSocket API, for short calls. */
export class WebSocketApiHandle {
  /** The API's id. */
  readonly id: string;
  /** The stage to which clients connect. */
  readonly stage: string;
  readonly #gateway: WebSocketGateway;
  #permissions = 0;

  /** Made by `ApiGatewayV2`. */
  constructor(gateway: WebSocketGateway, id: string, stage = 'prod') {
    this.#gateway = gateway;
    this.id = id;
    this.stage = stage;
  }

  /** @internal */
  static build(
    gateway: WebSocketGateway,
    name: string,
    routes: SocketRoutesOf,
    { selection = '$request.body.action', stage = 'prod', throttle }: WebSocketApiOptions,
  ): WebSocketApiHandle {
    const { apiId } = gateway.createApi({ name, protocolType: 'WEBSOCKET', routeSelectionExpression: selection }); // prettier-ignore
    const api = new WebSocketApiHandle(gateway, apiId!, stage);
    const settings = throttle && { defaultRouteSettings: { throttlingRateLimit: throttle.rate, throttlingBurstLimit: throttle.burst } }; // prettier-ignore
    gateway.createStage({ apiId: apiId!, stageName: stage, autoDeploy: true, ...settings });
    for (const [key, route] of Object.entries(routes)) api.route(key, route);
    return api;
  }

  /** Where clients connect: `wss://…`. */
  get url(): string {
    return `wss://${this.#gateway.hostOf(this.id)}/${this.stage}`;
  }

  /** Ids of the connections that are open. */
  get connections(): readonly string[] {
    return this.#gateway.connectionsOf(this.id);
  }

  /**
   * Asks for a connection, as a client on the Internet. Settles once `$connect` has let it in.
   *
   * @throws HandshakeError where it is refused
   */
  connect({
    headers = {},
    query = {},
    sourceIp = '203.0.113.10',
    signedBy,
  }: ConnectOptions = {}): Reply<ClientSocket> {
    const pairs = (Array.isArray(headers) ? headers : Object.entries(headers)) as Pairs;
    return this.#gateway.connect(this.id, this.stage, { headers: pairs, query: Object.entries(query), sourceIp, signedBy }); // prettier-ignore
  }

  /** Adds a route, which is deployed at once. */
  route(
    routeKey: string,
    { lambda, unpermitted = false, http, twoWay = false, timeoutInMillis, ...given }: SocketRoute,
  ): void {
    const apiId = this.id;
    const { region } = this.#gateway;
    const behind =
      lambda !== undefined
        ? ({ integrationType: 'AWS_PROXY', integrationUri: functionArn(region, lambda) } as const)
        : http !== undefined
          ? ({ integrationType: 'HTTP_PROXY', integrationMethod: 'POST', integrationUri: http } as const)
          : ({ integrationType: 'MOCK' } as const);
    const { integrationId } = this.#gateway.createIntegration({ apiId, ...behind, ...(timeoutInMillis !== undefined && { timeoutInMillis }) }); // prettier-ignore
    const { routeId } = this.#gateway.createRoute({ apiId, routeKey, target: `integrations/${integrationId}`, ...(twoWay && { routeResponseSelectionExpression: '$default' }), ...given }); // prettier-ignore
    if (twoWay) this.#gateway.createRouteResponse({ apiId, routeId: routeId!, routeResponseKey: '$default' });
    if (lambda !== undefined && !unpermitted) permit(region, lambda, apiId, `api-${apiId}-${++this.#permissions}`); // prettier-ignore
  }
}
