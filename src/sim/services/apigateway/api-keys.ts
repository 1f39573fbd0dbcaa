import { badRequest, conflict, limitExceeded, notFound } from './errors.ts';
import { within } from '../../cloud/index.ts';
import { apiGatewayLimits as limits } from './limits.ts';
import { page, Part } from './part.ts';
import { flag, patched, text, type Patches } from './patch.ts';
import type { ApiKey, Input, Output } from './schema.ts';

/** The keys by which usage plans know their clients: they tell clients apart, and authorize nobody. */
export class ApiKeys extends Part {
  readonly #keys = new Map<string, ApiKey>();

  createApiKey(input: Input<'CreateApiKey'>): Output<'CreateApiKey'> {
    const { name = '', value, stageKeys: _, generateDistinctId: __, ...rest } = input;
    if (!within(limits.apiKeyName, name.length)) throw badRequest(`Invalid API Key name, can be at most ${limits.apiKeyName.max} characters.`); // prettier-ignore
    if (value !== undefined && !within(limits.apiKeyValue, value.length)) throw badRequest(`API Key value should be at least ${limits.apiKeyValue.min} characters`); // prettier-ignore
    if (value !== undefined && this.withValue(value)) throw conflict('API Key already exists');
    if (this.#keys.size >= limits.apiKeys.max) throw limitExceeded('Maximum number of API keys reached');
    const now = this.gateway.date();
    const key: ApiKey = {
      id: this.gateway.id(),
      value: value ?? this.gateway.id(40),
      ...(name !== '' && { name }),
      ...rest,
      enabled: rest.enabled ?? false,
      createdDate: now,
      lastUpdatedDate: now,
      stageKeys: [],
    };
    this.#keys.set(key.id!, key);
    return key;
  }

  getApiKey({ apiKey, includeValue = false }: Input<'GetApiKey'>): Output<'GetApiKey'> {
    return { tags: {}, ...shown(this.get(apiKey), includeValue) };
  }

  getApiKeys(input: Input<'GetApiKeys'> = {}): Output<'GetApiKeys'> {
    const { nameQuery = '', customerId, includeValues = false, ...paging } = input;
    const all = [...this.#keys.values()]
      .reverse()
      .filter((key) => (key.name ?? '').startsWith(nameQuery))
      .filter((key) => customerId === undefined || key.customerId === customerId);
    return page(all.map((key) => shown(key, includeValues)), paging); // prettier-ignore
  }

  updateApiKey({ apiKey, patchOperations }: Input<'UpdateApiKey'>): Output<'UpdateApiKey'> {
    const next = patched(this.get(apiKey), patchOperations, PATCHES);
    next.lastUpdatedDate = this.gateway.date();
    this.#keys.set(apiKey, next);
    return { tags: {}, ...shown(next, false) };
  }

  deleteApiKey({ apiKey }: Input<'DeleteApiKey'>): Output<'DeleteApiKey'> {
    this.get(apiKey);
    this.#keys.delete(apiKey);
    return {};
  }

  /** The key of an id. Throws NotFoundException. */
  get(id: string): ApiKey {
    const found = this.#keys.get(id);
    if (!found) throw notFound('Invalid API Key identifier specified');
    return found;
  }

  /** The key of an id, if it is still there. */
  find(id: string): ApiKey | undefined {
    return this.#keys.get(id);
  }

  /** The key that clients send as that value. */
  withValue(value: string): ApiKey | undefined {
    return [...this.#keys.values()].find((key) => key.value === value);
  }
}

function shown({ value, ...key }: ApiKey, includeValue: boolean): ApiKey {
  return includeValue ? { ...key, value: value! } : key;
}

const PATCHES: Patches<ApiKey> = {
  '/enabled': flag('enabled'),
  '/name': text('name'),
  '/description': text('description'),
  '/customerId': text('customerId'),
};
