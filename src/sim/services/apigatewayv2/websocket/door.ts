import {
  webSocketEvent,
  type Caller,
  type WebSocketHappening,
} from '../../../cloud/gateway/payload/index.ts';
import { selectRoute } from '../../../cloud/gateway/route/index.ts';
import { accountBucket, admit, TokenBucket } from '../../../cloud/gateway/throttle/index.ts';
import type { Region } from '../../../cloud/index.ts';
import { MetricSet } from '../../../cloud/metric-set.ts';
import type { Reply, Yieldable } from '../../../kernel/index.ts';
import type { HttpApi, Release, RouteRecord, StageRecord } from '../http-api.ts';
import { apiGatewayV2Limits as limits } from '../limits.ts';
import { webSocketMetrics, type WebSocketMetricName } from '../metrics.ts';
import type { HttpApiModel } from '../model.ts';
import type { apiGatewayV2Prices } from '../prices.ts';
import { ClientSocket, type SocketClose } from './client-socket.ts';
import { Connection } from './connection.ts';
import { guard, HandshakeError, type Handshake } from './handshake.ts';
import { integrate, type BackEnd } from './integrate.ts';

/** What the door asks of the service that it is in. */
export interface House {
  readonly region: Region;
  readonly model: HttpApiModel;
  hostOf(apiId: string): string;
  uuid(): string;
  /** A number from 0 to below 1, of a purpose's own. */
  draw(purpose: string): number;
  newConnections(): number;
  charge(what: keyof typeof apiGatewayV2Prices, quantity: number): void;
}

/** An API at a stage, as it is deployed now. */
interface Place {
  readonly api: HttpApi;
  readonly stage: StageRecord;
  readonly release: Release;
}

const ID = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * Where clients of WebSocket APIs come in: it asks `$connect`, leads messages to routes, answers for back ends, and ends
 * connections.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-overview.html
 */
export class Door {
  readonly #house: House;
  readonly #open = new Map<string, Connection>();
  readonly #metrics = new Map<string, MetricSet<WebSocketMetricName>>();
  #arrivals: TokenBucket | undefined;

  /** Made by `ApiGatewayV2`. */
  constructor(house: House) {
    this.#house = house;
  }

  /** An open connection, by its id; undefined for one that is gone, not there yet, or never was. */
  connection(id: string): Connection | undefined {
    return this.#open.get(id);
  }

  /** The connections of an API that are open. */
  connectionsOf(api: HttpApi): Connection[] {
    return [...this.#open.values()].filter((connection) => connection.api === api);
  }

  /** The metrics of an API. */
  metricsOf(apiId: string): MetricSet<WebSocketMetricName> {
    let set = this.#metrics.get(apiId);
    if (!set) this.#metrics.set(apiId, (set = new MetricSet(this.#house.region, webSocketMetrics, { ApiId: apiId }))); // prettier-ignore
    return set;
  }

  /** A client asks for a connection; settles once it is open, or rejects with a HandshakeError. */
  connect(api: HttpApi, stageName: string, handshake: Handshake): Reply<ClientSocket> {
    return this.#simulation.process(() => this.#connecting(api, stageName, handshake), `WebSocket ${stageName}`); // prettier-ignore
  }

  /** A back end sends something to a client: whether the account's limit lets it. */
  post(connection: Connection, text: string): boolean {
    if (!this.#admit([])) return false;
    this.#tell(connection, text);
    return true;
  }

  /** Ends a connection, and tells `$disconnect`, by best effort. */
  end(connection: Connection, why: SocketClose): void {
    if (!this.#open.delete(connection.id)) return;
    connection.end();
    connection.socket.ended(why);
    const minutes = (this.#simulation.epochMillis - connection.connectedAt) / 60_000;
    this.#house.charge('connectionMinutes', Math.max(1, Math.ceil(minutes)));
    const { disconnectLoss } = this.#house.model;
    if (disconnectLoss > 0 && this.#house.draw('disconnects') < disconnectLoss) return;
    const happening = { eventType: 'DISCONNECT', statusCode: why.code, reason: why.reason } as const;
    this.#simulation.process(() => this.#disconnecting(connection, happening), 'WebSocket $disconnect');
  }

  get #simulation() {
    return this.#house.region.world.simulation;
  }

  /** Microseconds since 1970. */
  get #micros(): number {
    return this.#simulation.epochMillis * 1000 + (this.#simulation.nowMicros % 1000);
  }

  *#connecting(
    api: HttpApi,
    stageName: string,
    handshake: Handshake,
  ): Generator<Yieldable, ClientSocket, never> {
    const { overhead } = this.#house.model;
    if (overhead > 0) yield overhead;
    const place = placeOf(api, stageName);
    if (!place) throw new HandshakeError(403);
    const metrics = this.metricsOf(api.record.apiId!);
    const rate = this.#house.newConnections();
    if (this.#arrivals?.limit.rateLimit !== rate) this.#arrivals = new TokenBucket({ rateLimit: rate, burstLimit: rate }, this.#micros); // prettier-ignore
    const route = place.release.routes.get('$connect');
    const limit = api.bucket(place.stage, '$connect', this.#micros);
    if (!this.#arrivals.take(this.#micros) || (limit && !limit.take(this.#micros))) {
      metrics.count('ClientError');
      throw new HandshakeError(429);
    }
    const connectedAt = this.#simulation.epochMillis;
    const id = this.#newId();
    let authorizer;
    if (route) {
      const arn = this.#arnOf(place, '$connect');
      const event = this.#event({ eventType: 'CONNECT', ...handshake }, { id, connectedAt }, place, handshake.sourceIp); // prettier-ignore
      try {
        authorizer = yield* guard(this.#house.region, { route, ...place, arn }, handshake, event);
      } catch (error) {
        metrics.count('ClientError');
        throw error;
      }
      const whole = {
        ...event,
        requestContext: { ...event.requestContext, ...(authorizer && { authorizer }) },
      };
      const back = yield* this.#behind(place, route, whole, arn);
      if (back) {
        metrics.count('ConnectCount');
        const status = back.ok ? back.answer.statusCode : back.status;
        if (status < 200 || status > 299) throw new HandshakeError(status);
      }
    }
    let connection: Connection | undefined = undefined;
    const socket = new ClientSocket(this.#simulation, id, {
      message: (text, frames) => this.#arrived(connection!, text, frames),
      leave: (why) => this.end(connection!, why),
    });
    connection = new Connection(
      this.#simulation,
      { id, api, stage: stageName, socket, connectedAt, sourceIp: handshake.sourceIp, userAgent: handshake.headers.find(([name]) => name.toLowerCase() === 'user-agent')?.[1] ?? '', authorizer }, // prettier-ignore
      (why) => this.end(connection!, why),
    );
    this.#open.set(id, connection);
    return socket;
  }

  /** A message comes from a client. */
  #arrived(connection: Connection, text: string | undefined, frames: readonly number[]): void {
    const size = frames.reduce((sum, frame) => sum + frame, 0);
    if (size > limits.message.max || frames.some((frame) => frame > limits.frame.max))
      return this.end(connection, { code: 1009, reason: 'Message too big' });
    if (text === undefined)
      return this.end(connection, { code: 1003, reason: 'Binary frames are not supported' });
    connection.touch();
    this.#count(connection, size);
    this.#simulation.process(() => this.#routed(connection, text), 'WebSocket message');
  }

  *#routed(connection: Connection, body: string): Generator<Yieldable, void, never> {
    const { api } = connection;
    const { overhead } = this.#house.model;
    if (overhead > 0) yield overhead;
    const place = placeOf(api, connection.stage);
    if (!place) return;
    const key = selectRoute(api.record.routeSelectionExpression!, body, new Set(place.release.routes.keys()));
    const route = key === undefined ? undefined : place.release.routes.get(key);
    const metrics = this.metricsOf(api.record.apiId!);
    const requestId = this.#house.uuid();
    const refuse = (message: string) => this.#tell(connection, JSON.stringify({ message, connectionId: connection.id, requestId })); // prettier-ignore
    if (key === undefined || !route) {
      metrics.count('ClientError');
      return refuse('Forbidden');
    }
    const limit = api.bucket(place.stage, key, this.#micros);
    if (!this.#admit(limit ? [{ name: 'stage method', bucket: limit }] : [])) {
      metrics.count('ClientError');
      return refuse('Too Many Requests');
    }
    const happening = { eventType: 'MESSAGE', routeKey: key, messageId: this.#house.uuid(), body } as const;
    const event = this.#event(happening, connection, place, connection.sourceIp, connection.authorizer);
    const back = yield* this.#behind(place, route, event, this.#arnOf(place, key));
    if (!back) return;
    if (!back.ok) return refuse(back.message);
    const text = back.answer.body;
    // Without a route response the back end's answer goes nowhere.
    if (place.release.twoWay.has(key) && typeof text === 'string' && text !== '')
      this.#tell(connection, text);
  }

  *#disconnecting(connection: Connection, happening: WebSocketHappening): Generator<Yieldable, void, never> {
    const place = placeOf(connection.api, connection.stage);
    const route = place?.release.routes.get('$disconnect');
    if (!place || !route) return;
    const event = this.#event(happening, connection, place, connection.sourceIp, connection.authorizer);
    yield* this.#behind(place, route, event, this.#arnOf(place, '$disconnect'));
  }

  /** Calls what stands behind a route, and counts; undefined where nothing does. */
  *#behind(
    { api, release }: Place,
    route: RouteRecord,
    event: ReturnType<typeof webSocketEvent>,
    arn: string,
  ): Generator<Yieldable, BackEnd | undefined, never> {
    const integration = release.integrations.get(route.target?.replace(/^integrations\//, '') ?? '');
    if (!integration) return undefined;
    const began = this.#simulation.now;
    const back = yield* integrate(this.#house.region, integration, event, arn);
    const metrics = this.metricsOf(api.record.apiId!);
    if (!back.ok) metrics.count('ExecutionError');
    else if (back.answer.statusCode >= 400) metrics.count('IntegrationError');
    if (integration.integrationType !== 'MOCK') metrics.count('IntegrationLatency', (this.#simulation.now - began) * 1000); // prettier-ignore
    return back;
  }

  /** Sends something to a client, if it is still there. */
  #tell(connection: Connection, text: string): void {
    if (!this.#open.has(connection.id)) return;
    connection.touch();
    this.#count(connection, new TextEncoder().encode(text).length);
    connection.socket.deliver(text);
  }

  #count({ api }: Connection, size: number): void {
    this.metricsOf(api.record.apiId!).count('MessageCount');
    this.#house.charge('messages', Math.max(1, Math.ceil(size / limits.metered.default)));
  }

  #admit(levels: { name: 'stage method'; bucket: TokenBucket }[]): boolean {
    const { accountRate: rateLimit, accountBurst: burstLimit } = this.#house.model;
    const account = accountBucket(this.#house.region, { rateLimit, burstLimit }, this.#micros);
    return admit([...levels, { name: 'account', bucket: account }], undefined, this.#micros).accepted;
  }

  #event(
    happening: WebSocketHappening,
    connection: { readonly id: string; readonly connectedAt: number },
    { api, stage }: Place,
    sourceIp: string,
    authorizer?: Readonly<Record<string, unknown>>,
  ) {
    const { region } = this.#house;
    const caller: Caller = {
      accountId: region.account,
      apiId: api.record.apiId!,
      stage: stage.stageName!,
      domainName: this.#house.hostOf(api.record.apiId!),
      requestId: this.#house.uuid(),
      sourceIp,
      at: this.#simulation.epochMillis,
      ...(Object.keys(stage.stageVariables ?? {}).length > 0 && { stageVariables: stage.stageVariables! }),
      ...(authorizer && { authorizer }),
    };
    return webSocketEvent(happening, connection, caller);
  }

  #arnOf({ api, stage }: Place, routeKey: string): string {
    const { partition, name, account } = this.#house.region;
    return `arn:${partition}:execute-api:${name}:${account}:${api.record.apiId}/${stage.stageName}/${routeKey}`;
  }

  /** 15 characters and `=`, as AWS's are: Base64 of eleven bytes. */
  #newId(): string {
    const letters = Array.from(
      { length: 15 },
      () => ID[Math.floor(this.#house.draw('connections') * ID.length)],
    );
    return `${letters.join('')}=`;
  }
}

/** Whether a text has the form of a connection's id. */
export const isConnectionId = (text: string): boolean => /^[\w+/-]{15}=$/.test(text);

function placeOf(api: HttpApi, stageName: string): Place | undefined {
  const stage = api.stages.get(stageName);
  const release = api.deployments.get(stage?.deploymentId ?? '')?.release;
  return stage && release && { api, stage, release };
}
