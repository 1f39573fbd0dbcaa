import { HttpRoutes } from '../../cloud/gateway/route/index.ts';
import { TokenBucket } from '../../cloud/gateway/throttle/index.ts';
import { AuthorizerCache } from '../../cloud/gateway/authorize/index.ts';
import type * as aws from './schema.ts';
import type { Model } from './schema.ts';

/** Structures of AWS's in the model's names. */
export type ApiRecord = Model<aws.Api>;
/** A route: a key, and what stands behind it. */
export type RouteRecord = Model<aws.Route>;
/** What stands behind routes. */
export type IntegrationRecord = Model<aws.Integration>;
/** Who decides whether a request may call a route. */
export type AuthorizerRecord = Model<aws.Authorizer>;
/** What becomes of the answer of a WebSocket API's back end. */
export type RouteResponseRecord = Model<aws.RouteResponse>;
/** Where clients reach the API. */
export type StageRecord = Model<aws.Stage>;

/** An API as it was when it was deployed. */
export interface Release {
  readonly routes: ReadonlyMap<string, RouteRecord>;
  readonly keys: HttpRoutes;
  readonly integrations: ReadonlyMap<string, IntegrationRecord>;
  readonly authorizers: ReadonlyMap<string, AuthorizerRecord>;
  /** Keys of routes that hand the back end's answer to the client: of WebSocket APIs, those with a route response. */
  readonly twoWay: ReadonlySet<string>;
}

/** An HTTP or WebSocket API: what its owner edits, and what is deployed of it. */
export class HttpApi {
  /** What AWS shows of it. */
  record: ApiRecord;
  readonly routes = new Map<string, RouteRecord>();
  /** Route responses, by the id of their route and their own. */
  readonly routeResponses = new Map<string, Map<string, RouteResponseRecord>>();
  readonly integrations = new Map<string, IntegrationRecord>();
  readonly authorizers = new Map<string, AuthorizerRecord>();
  readonly stages = new Map<string, StageRecord>();
  readonly deployments = new Map<string, { record: Model<aws.Deployment>; release: Release }>();
  /** What Lambda authorizers answered. */
  readonly answers = new AuthorizerCache<unknown>();
  readonly #buckets = new Map<string, TokenBucket>();

  /** Made by `Apis`. */
  constructor(record: ApiRecord) {
    this.record = record;
  }

  /** Whether clients keep a connection to it. */
  get isWebSocket(): boolean {
    return this.record.protocolType === 'WEBSOCKET';
  }

  /** A copy of it as it is. */
  release(): Release {
    const routes = new Map(
      Array.from(this.routes.values(), (route) => [route.routeKey!, structuredClone(route)]),
    );
    const answered = [...this.routes.values()].filter(
      ({ routeId }) => (this.routeResponses.get(routeId!)?.size ?? 0) > 0,
    );
    return {
      routes,
      twoWay: new Set(answered.map(({ routeKey }) => routeKey!)),
      keys: new HttpRoutes(this.isWebSocket ? [] : routes.keys()),
      integrations: structuredClone(this.integrations),
      authorizers: structuredClone(this.authorizers),
    };
  }

  /** The bucket of a route at a stage; undefined where the stage sets no limit. */
  bucket(
    { stageName, routeSettings = {}, defaultRouteSettings = {} }: StageRecord,
    routeKey: string,
    at: number,
  ): TokenBucket | undefined {
    const own = routeSettings[routeKey] ?? {};
    const rateLimit = own.throttlingRateLimit ?? defaultRouteSettings.throttlingRateLimit;
    const burstLimit = own.throttlingBurstLimit ?? defaultRouteSettings.throttlingBurstLimit;
    if (rateLimit === undefined || burstLimit === undefined) return undefined;
    const key = `${stageName} ${routeKey}`;
    let bucket = this.#buckets.get(key);
    if (bucket?.limit.rateLimit !== rateLimit || bucket.limit.burstLimit !== burstLimit)
      this.#buckets.set(key, (bucket = new TokenBucket({ rateLimit, burstLimit }, at)));
    return bucket;
  }
}
