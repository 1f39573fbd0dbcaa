import type { Answer, RecordsInAnswer } from '../policies/answer.ts';
import type { RecordType } from '../records/record-set.ts';
import type { CacheSettings } from './settings.ts';

/** What is known of a name and type: records, or that there are none, until a moment. Seconds. */
export interface Known {
  readonly records?: RecordsInAnswer;
  readonly code: Answer['code'];
  readonly ttl: number;
  readonly expires: number;
}

/** What a resolver or a client remembers of DNS. It knows no clock and asks nobody. */
export class DnsCache {
  readonly settings: CacheSettings;
  readonly #known = new Map<string, Known>();

  constructor(settings: CacheSettings) {
    this.settings = settings;
  }

  /** What is known, fresh or not; NXDOMAIN is known of all types. */
  get(name: string, type: RecordType): Known | undefined {
    return this.#known.get(`${name} ${type}`) ?? this.#known.get(name);
  }

  isFresh({ expires }: Known, now: number): boolean {
    return now < expires;
  }

  /** Whether something stale may still be given, where nobody answers. */
  mayServe({ expires }: Known, now: number): boolean {
    return now < expires + this.settings.staleFor;
  }

  /** Whether so little of the TTL is left that it is time to ask again. */
  wantsPrefetch({ ttl, expires }: Known, now: number): boolean {
    return expires - now <= ttl * this.settings.prefetchShare;
  }

  /** Takes in an answer to a question. */
  put(name: string, type: RecordType, { code, records, negativeTtl }: Answer, now: number): void {
    const { minTtl, maxTtl, maxNegativeTtl } = this.settings;
    for (const one of records) {
      const ttl = Math.min(Math.max(one.ttl, minTtl), maxTtl);
      this.#remember(`${one.name} ${one.type}`, { records: one, code: 'NOERROR', ttl, expires: now + ttl });
      this.#known.delete(one.name);
    }
    if (negativeTtl === undefined || code === 'REFUSED') return;
    // What is missing is the name at the end of the chain.
    const last = records.at(-1);
    const missing = last?.type === 'CNAME' ? targetOf(last) : name;
    const ttl = Math.min(negativeTtl, maxNegativeTtl);
    this.#remember(code === 'NXDOMAIN' ? missing : `${missing} ${type}`, { code, ttl, expires: now + ttl });
  }

  #remember(key: string, known: Known): void {
    if (known.ttl > 0) this.#known.set(key, known);
    else this.#known.delete(key);
  }

  /** Forgets all: a client that starts again, a resolver that is flushed. */
  clear(): void {
    this.#known.clear();
  }
}

/** Where a CNAME record leads, as a name with its dot. */
export function targetOf({ values }: RecordsInAnswer): string {
  const target = (values[0] ?? '.').toLowerCase();
  return target.endsWith('.') ? target : `${target}.`;
}
