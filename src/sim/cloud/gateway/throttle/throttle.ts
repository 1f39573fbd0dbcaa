import { type Admission, admit, type Level, type LevelName } from './admission.ts';
import { Quota, type QuotaSettings } from './quota.ts';
import { type Limit, TokenBucket } from './token-bucket.ts';

/** What of a usage plan limits its clients. */
export interface UsagePlan {
  readonly id: string;
  readonly throttle?: Limit;
  readonly quota?: QuotaSettings;
  /** By `apiId:stage`: the limits of single methods there, by `/pets/GET`. */
  readonly methods?: ReadonlyMap<string, ReadonlyMap<string, Limit>>;
}

/** What limits a request. */
export interface ThrottledRequest {
  /** `apiId:stage` */
  readonly stage: string;
  /** `/pets/GET` */
  readonly method: string;
  /** The stage's setting for the method, or else for all its methods. */
  readonly methodLimit?: Limit;
  readonly usagePlan?: UsagePlan;
  readonly apiKeyId?: string;
}

/**
 * API Gateway's model of an account in a Region: 10,000 requests a second. The page no longer prints the burst (it
 * leaves it to the service team); 5,000 is what it was.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
export const ACCOUNT_LIMIT: Limit = { rateLimit: 10_000, burstLimit: 5000 };

/**
 * The limits of an account in a Region, from the most specific to the widest: of a client at a method, of a client,
 * of a method at a stage, of the account.
 *
 * A client is an API key in a usage plan, whatever stages it calls. A stage's setting is for each of its methods.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export class Throttle {
  readonly #account: TokenBucket;
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #quotas = new Map<string, Quota>();

  /** All buckets are full at that moment, in microseconds. */
  constructor(account: Limit = ACCOUNT_LIMIT, at = 0) {
    this.#account = new TokenBucket(account, at);
  }

  admit(request: ThrottledRequest, at: number): Admission {
    const { stage, method, methodLimit, usagePlan, apiKeyId } = request;
    const levels: Level[] = [];
    let quota: Quota | undefined;
    if (usagePlan && apiKeyId !== undefined) {
      const client = key(usagePlan.id, apiKeyId);
      const ofMethod = usagePlan.methods?.get(stage)?.get(method);
      if (ofMethod) levels.push(this.#level('usage plan method', key(client, stage, method), ofMethod, at));
      if (usagePlan.throttle) levels.push(this.#level('usage plan', client, usagePlan.throttle, at));
      if (usagePlan.quota) quota = this.#quota(client, usagePlan.quota);
    }
    if (methodLimit) levels.push(this.#level('stage method', key(stage, method), methodLimit, at));
    levels.push({ name: 'account', bucket: this.#account });
    return admit(levels, quota, at);
  }

  /** What a client has left of its quota; undefined where there is none. */
  remaining({ id, quota }: UsagePlan, apiKeyId: string, at: number): number | undefined {
    return quota && this.#quota(key(id, apiKeyId), quota).remaining(at);
  }

  /** Gives a client so many requests left in the period of a moment, as UpdateUsage does. */
  grant({ id, quota }: UsagePlan, apiKeyId: string, remaining: number, at: number): void {
    const own = quota && this.#quota(key(id, apiKeyId), quota);
    own?.extend(remaining - own.remaining(at), at);
  }

  #level(name: LevelName, id: string, limit: Limit, at: number): Level {
    const full = key(name, id);
    let bucket = this.#buckets.get(full);
    // A changed limit begins with a full bucket.
    if (bucket?.limit.rateLimit !== limit.rateLimit || bucket.limit.burstLimit !== limit.burstLimit) {
      bucket = new TokenBucket(limit, at);
      this.#buckets.set(full, bucket);
    }
    return { name, bucket };
  }

  #quota(client: string, settings: QuotaSettings): Quota {
    let quota = this.#quotas.get(client);
    if (quota?.settings.limit !== settings.limit || quota.settings.period !== settings.period) {
      quota = new Quota(settings);
      this.#quotas.set(client, quota);
    }
    return quota;
  }
}

/** One text for several names, none of which may hold a newline. */
const key = (...names: string[]) => names.join('\n');
