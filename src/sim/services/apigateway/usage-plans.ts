import type { Limit as Bucket } from '../../cloud/gateway/throttle/token-bucket.ts';
import { Throttle, type Admission, type UsagePlan as Plan } from '../../cloud/gateway/throttle/index.ts';
import type { ApiKeys } from './api-keys.ts';
import { badRequest, conflict, limitExceeded, notFound } from './errors.ts';
import { apiGatewayLimits as limits } from './limits.ts';
import { page, Part, type Context } from './part.ts';
import { numberOf, patched, text, type Patchable, type Patches } from './patch.ts';
import type { ApiKey, Input, Output, QuotaSettings, ThrottleSettings, Usage, UsagePlan } from './schema.ts';
import { stageOf } from './stages.ts';

/** A request that wants to pass the limits. */
export interface Passing {
  readonly apiId: string;
  readonly stage: string;
  /** `/pets/GET`. */
  readonly method: string;
  readonly methodLimit?: Bucket | undefined;
  readonly client?: { readonly plan: UsagePlan; readonly key: ApiKey } | undefined;
}

/** Usage plans: which keys may call which stages, how fast and how often. And the limits of stages and the account. */
export class UsagePlans extends Part {
  readonly #keys: ApiKeys;
  readonly #plans = new Map<string, UsagePlan>();
  /** Ids of keys by plan, in the order in which they came. */
  readonly #members = new Map<string, Set<string>>();
  /** By plan and key: of each day, what was used and what was left. */
  readonly #usage = new Map<string, Map<string, [used: number, remaining: number]>>();
  #throttle: Throttle | undefined;

  /** Made by `ApiGateway`. */
  constructor(gateway: Context, keys: ApiKeys) {
    super(gateway);
    this.#keys = keys;
  }

  createUsagePlan({
    apiStages = [],
    throttle,
    quota,
    ...given
  }: Input<'CreateUsagePlan'>): Output<'CreateUsagePlan'> {
    if (this.#plans.size >= this.gateway.quota(limits.usagePlans)) throw limitExceeded('Maximum number of usage plans reached'); // prettier-ignore
    const plan: UsagePlan = {
      id: this.gateway.id(6),
      ...given,
      apiStages,
      ...(throttle && { throttle }),
      ...(quota && { quota: { offset: 0, ...quota } }),
    };
    this.#check(plan);
    this.#plans.set(plan.id!, plan);
    this.#members.set(plan.id!, new Set());
    return plan;
  }

  getUsagePlan({ usagePlanId }: Input<'GetUsagePlan'>): Output<'GetUsagePlan'> {
    return this.#get(usagePlanId);
  }

  getUsagePlans({ keyId, ...paging }: Input<'GetUsagePlans'> = {}): Output<'GetUsagePlans'> {
    const all = [...this.#plans.values()];
    return page(all.filter(({ id }) => keyId === undefined || this.#members.get(id!)!.has(keyId)), paging); // prettier-ignore
  }

  updateUsagePlan({ usagePlanId, patchOperations }: Input<'UpdateUsagePlan'>): Output<'UpdateUsagePlan'> {
    const next = patched(this.#get(usagePlanId), patchOperations, PATCHES);
    this.#check(next);
    this.#plans.set(usagePlanId, next);
    return next;
  }

  deleteUsagePlan({ usagePlanId }: Input<'DeleteUsagePlan'>): Output<'DeleteUsagePlan'> {
    const { apiStages = [] } = this.#get(usagePlanId);
    if (apiStages.length > 0) throw badRequest(`Cannot delete Usage Plan ${usagePlanId} that has API stages. Remove the API stages first`); // prettier-ignore
    this.#plans.delete(usagePlanId);
    this.#members.delete(usagePlanId);
    return {};
  }

  createUsagePlanKey({
    usagePlanId,
    keyId,
    keyType,
  }: Input<'CreateUsagePlanKey'>): Output<'CreateUsagePlanKey'> {
    const plan = this.#get(usagePlanId);
    const key = this.#keys.get(keyId);
    if (keyType !== 'API_KEY') throw badRequest('Only API_KEY keyType is supported');
    const members = this.#members.get(usagePlanId)!;
    if (members.has(keyId)) throw conflict(`${keyId} is already a member of usage plan ${usagePlanId}`);
    const plans = this.#plansOf(keyId);
    if (plans.length >= this.gateway.quota(limits.plansOfKey)) throw limitExceeded('Maximum number of usage plans for this API key reached'); // prettier-ignore
    for (const { apiId, stage } of plan.apiStages ?? [])
      if (plans.some((other) => includes(other, apiId!, stage!))) throw conflict(`API Key ${keyId} cannot be added because it cannot reference multiple UsagePlans with the same ApiStage: ${apiId}:${stage}`); // prettier-ignore
    members.add(keyId);
    return member(key);
  }

  getUsagePlanKey({ usagePlanId, keyId }: Input<'GetUsagePlanKey'>): Output<'GetUsagePlanKey'> {
    if (!this.#members.get(usagePlanId)?.has(keyId)) throw notFound('Invalid API Key identifier specified');
    return member(this.#keys.get(keyId));
  }

  getUsagePlanKeys({
    usagePlanId,
    nameQuery = '',
    ...paging
  }: Input<'GetUsagePlanKeys'>): Output<'GetUsagePlanKeys'> {
    const all = [...(this.#members.get(usagePlanId) ?? [])]
      .reverse()
      .flatMap((id) => this.#keys.find(id) ?? [])
      .filter((key) => (key.name ?? '').startsWith(nameQuery));
    return page(all.map(member), paging); // prettier-ignore
  }

  deleteUsagePlanKey({ usagePlanId, keyId }: Input<'DeleteUsagePlanKey'>): Output<'DeleteUsagePlanKey'> {
    if (!this.#members.get(usagePlanId)?.delete(keyId))
      throw notFound('Invalid API Key identifier specified');
    return {};
  }

  getUsage({ usagePlanId, keyId, startDate, endDate }: Input<'GetUsage'>): Output<'GetUsage'> {
    this.#get(usagePlanId);
    const ids = keyId === undefined ? [...this.#members.get(usagePlanId)!] : [keyId];
    const days = daysBetween(startDate, endDate);
    const items: NonNullable<Usage['items']> = {};
    for (const id of ids) {
      const own = this.#usage.get(`${usagePlanId} ${id}`);
      if (own) items[id] = days.map((day) => [...(own.get(day) ?? [0, this.#remaining(usagePlanId, id)])]);
    }
    return { usagePlanId, startDate, endDate, items };
  }

  updateUsage({ usagePlanId, keyId, patchOperations }: Input<'UpdateUsage'>): Output<'UpdateUsage'> {
    const plan = this.#get(usagePlanId);
    const day = this.#day;
    const patches: Patches<object> = {
      '/remaining': {
        ops: ['replace'],
        apply: (_, { value }) => this.#throttles.grant(settings(plan), keyId, numberOf(value), this.#at),
      },
    };
    patched({}, patchOperations, patches);
    this.#record(plan, keyId, 0);
    return this.getUsage({ usagePlanId, keyId, startDate: day, endDate: day });
  }

  /** The plan by which a key may call a stage; undefined where there is none. */
  planFor(
    value: string | undefined,
    apiId: string,
    stage: string,
  ): { plan: UsagePlan; key: ApiKey } | undefined {
    const key = value === undefined ? undefined : this.#keys.withValue(value);
    if (!key?.enabled) return undefined;
    const plan = this.#plansOf(key.id!).find((each) => includes(each, apiId, stage));
    return plan && { plan, key };
  }

  /** Lets a request through all limits that there are for it, or tells which one refuses it. */
  admit({ apiId, stage, method, methodLimit, client }: Passing): Admission {
    const admission = this.#throttles.admit(
      {
        stage: `${apiId}:${stage}`,
        method,
        ...(methodLimit && { methodLimit }),
        ...(client && { usagePlan: settings(client.plan), apiKeyId: client.key.id! }),
      },
      this.#at,
    );
    if (client && admission.accepted) this.#record(client.plan, client.key.id!, 1);
    return admission;
  }

  get #throttles(): Throttle {
    const { accountRate: rateLimit, accountBurst: burstLimit } = this.gateway.model;
    return (this.#throttle ??= new Throttle({ rateLimit, burstLimit }, this.#at));
  }

  /** Microseconds since 1970. */
  get #at(): number {
    return this.simulation.epochMillis * 1000 + (this.simulation.nowMicros % 1000);
  }

  get #day(): string {
    return new Date(this.simulation.epochMillis).toISOString().slice(0, 10);
  }

  #plansOf(keyId: string): UsagePlan[] {
    return [...this.#plans.values()].filter(({ id }) => this.#members.get(id!)!.has(keyId));
  }

  #remaining(planId: string, keyId: string): number {
    return this.#throttles.remaining(settings(this.#get(planId)), keyId, this.#at) ?? 0;
  }

  #record({ id }: UsagePlan, keyId: string, requests: number): void {
    const own = this.#usage.get(`${id} ${keyId}`) ?? new Map<string, [number, number]>();
    this.#usage.set(`${id} ${keyId}`, own);
    const [used] = own.get(this.#day) ?? [0];
    own.set(this.#day, [used + requests, this.#remaining(id!, keyId)]);
  }

  #get(id: string): UsagePlan {
    const found = this.#plans.get(id);
    if (!found) throw notFound('Invalid Usage Plan ID specified');
    return found;
  }

  #check({ apiStages = [], throttle, quota }: UsagePlan): void {
    for (const { apiId = '', stage = '' } of apiStages) {
      const api = this.gateway.apis.get(apiId);
      if (!api) throw notFound(`Invalid API identifier specified ${this.gateway.region.account}:${apiId}`);
      try {
        stageOf(api, stage);
      } catch {
        throw notFound(`API Stage not found: ${apiId}:${stage}`);
      }
    }
    if (throttle && ((throttle.rateLimit ?? 0) < 0 || (throttle.burstLimit ?? 0) < 0)) throw badRequest('Throttle limits must not be negative'); // prettier-ignore
    if (quota && (quota.limit ?? 0) <= 0)
      throw badRequest('Usage Plan quota limit must be a positive number');
    if (quota && quota.period === undefined) throw badRequest('Usage Plan quota period must be specified');
  }
}

/** What the dates of GetUsage stand for, the last one included. */
function daysBetween(start: string, end: string): string[] {
  const from = Date.parse(start);
  const to = Date.parse(end);
  if (Number.isNaN(from) || Number.isNaN(to) || to < from) throw badRequest('Invalid date range');
  if (to - from > 90 * 86_400_000) throw badRequest('The date range may be 90 days at most');
  const days: string[] = [];
  for (let at = from; at <= to; at += 86_400_000) days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

const includes = ({ apiStages = [] }: UsagePlan, apiId: string, stage: string) =>
  apiStages.some((each) => each.apiId === apiId && each.stage === stage);

const member = ({ id, name, value }: ApiKey) => ({
  id: id!,
  type: 'API_KEY',
  value: value!,
  ...(name !== undefined && { name }),
});

const bucket = ({ rateLimit, burstLimit }: ThrottleSettings): Bucket => ({
  rateLimit: rateLimit ?? 0,
  burstLimit: burstLimit ?? 0,
});

const plans = new WeakMap<UsagePlan, Plan>();

/** A plan as the engine of throttles takes it. */
function settings(plan: UsagePlan): Plan {
  let found = plans.get(plan);
  if (!found) {
    const { id, throttle, quota, apiStages = [] } = plan;
    const methods = apiStages.map(({ apiId, stage, throttle: own = {} }) => {
      const limitsOf = Object.entries(own).map(([method, limit]) => [method, bucket(limit)] as const);
      return [`${apiId}:${stage}`, new Map(limitsOf)] as const;
    });
    found = {
      id: id!,
      ...(throttle && { throttle: bucket(throttle) }),
      ...(quota && { quota: quota as Required<QuotaSettings> }),
      methods: new Map(methods),
    };
    plans.set(plan, found);
  }
  return found;
}

function limit(
  part: 'throttle' | 'quota',
  name: string,
  read: (value: string) => unknown,
): Patchable<UsagePlan> {
  return {
    ops: ['replace', 'add'],
    apply: (plan, { value }) => void (plan[part] = { ...(part === 'quota' && { offset: 0 }), ...plan[part], [name]: read(value) }), // prettier-ignore
  };
}

function ofMethod(name: keyof ThrottleSettings): Patchable<UsagePlan> {
  return {
    ops: ['replace', 'add'],
    apply(plan, { keys: [place = '', path = '', verb = ''], value }) {
      const [apiId, stage] = place.split(':');
      const found = plan.apiStages?.find((each) => each.apiId === apiId && each.stage === stage);
      if (!found) throw notFound(`API Stage not found: ${place}`);
      const key = `${path}/${verb}`;
      found.throttle = { ...found.throttle, [key]: { ...found.throttle?.[key], [name]: numberOf(value) } };
    },
  };
}

const PATCHES: Patches<UsagePlan> = {
  '/name': text('name'),
  '/description': text('description'),
  '/apiStages': {
    ops: ['add', 'remove'],
    apply(plan, { op, value }) {
      const [apiId = '', stage = ''] = value.split(':');
      const others = (plan.apiStages ?? []).filter((each) => each.apiId !== apiId || each.stage !== stage);
      plan.apiStages = op === 'add' ? [...others, { apiId, stage }] : others;
    },
  },
  '/throttle': { ops: ['remove'], apply: (plan) => void delete plan.throttle },
  '/throttle/rateLimit': limit('throttle', 'rateLimit', numberOf),
  '/throttle/burstLimit': limit('throttle', 'burstLimit', numberOf),
  '/quota': { ops: ['remove'], apply: (plan) => void delete plan.quota },
  '/quota/limit': limit('quota', 'limit', numberOf),
  '/quota/offset': limit('quota', 'offset', numberOf),
  '/quota/period': limit('quota', 'period', (value) => value),
  '/apiStages/*/throttle/*/*/rateLimit': ofMethod('rateLimit'),
  '/apiStages/*/throttle/*/*/burstLimit': ofMethod('burstLimit'),
};
