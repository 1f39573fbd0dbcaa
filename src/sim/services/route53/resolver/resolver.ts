import type { Answer, RecordsInAnswer } from '../policies/answer.ts';
import type { RecordType } from '../records/record-set.ts';
import { DnsCache, type Known, targetOf } from './dns-cache.ts';
import { type CacheSettings, STALE_TTL } from './settings.ts';

/** Whoever is asked where the cache does not know: name servers, or the next resolver. Undefined: nobody answers. */
export type Upstream = (name: string, type: RecordType, now: number) => Answer | undefined;

/** What a resolver answers, and where it has it from. */
export interface Resolution extends Omit<Answer, 'through' | 'referral'> {
  /** Whether any part came from upstream, from the cache alone, or from what the cache should have forgotten. */
  readonly from: 'upstream' | 'cache' | 'stale' | 'nowhere';
  readonly through: Answer['through'];
}

/** So many CNAME records are followed, from zone to zone. Silence: each resolver has its own figure. */
const MAX_CHAIN = 16;

/**
 * A resolver that remembers, or a client's own cache in front of one: the whole story of TTLs happens here, none of it
 * in Route 53.
 */
export class Resolver {
  readonly cache: DnsCache;
  readonly #upstream: Upstream;
  /** Questions, and those that the cache alone answered. */
  asked = 0;
  hits = 0;

  constructor(settings: CacheSettings, upstream: Upstream) {
    this.cache = new DnsCache(settings);
    this.#upstream = upstream;
  }

  ask(name: string, type: RecordType, now: number): Resolution {
    this.asked++;
    const records: RecordsInAnswer[] = [];
    let through: Answer['through'] = [];
    let from: Resolution['from'] = 'cache';
    for (let at = name; records.length < MAX_CHAIN;) {
      const known = this.#known(at, type, now);
      if (!known) {
        const answer = this.#upstream(at, type, now);
        if (!answer) return this.#stale(at, type, now, records);
        from = 'upstream';
        through = [...through, ...answer.through];
        this.cache.put(at, type, answer, now);
        records.push(...answer.records);
        const last = answer.records.at(-1);
        const done = answer.negativeTtl !== undefined || !last || last.type === type;
        if (done) return { ...withoutReferral(answer), records, through, from };
        at = targetOf(last);
        continue;
      }
      if (this.cache.wantsPrefetch(known, now)) {
        const answer = this.#upstream(at, type, now);
        if (answer) this.cache.put(at, type, answer, now);
      }
      const left = known.expires - now;
      if (!known.records)
        return this.#counted({ code: known.code, records, negativeTtl: left, through, from });
      records.push({ ...known.records, ttl: left });
      if (known.records.type === type) return this.#counted({ code: 'NOERROR', records, through, from });
      at = targetOf(known.records);
    }
    return { code: 'NOERROR', records, through, from };
  }

  #counted(resolution: Resolution): Resolution {
    if (resolution.from === 'cache') this.hits++;
    return resolution;
  }

  #known(name: string, type: RecordType, now: number): Known | undefined {
    const own = this.cache.get(name, type);
    if (own && this.cache.isFresh(own, now)) return own;
    const cname = type === 'CNAME' ? undefined : this.cache.get(name, 'CNAME');
    return cname?.records && this.cache.isFresh(cname, now) ? cname : undefined;
  }

  #stale(name: string, type: RecordType, now: number, records: RecordsInAnswer[]): Resolution {
    const known = this.cache.get(name, type);
    if (!known?.records || !this.cache.mayServe(known, now)) {
      return { code: 'REFUSED', records: [], through: [], from: 'nowhere' };
    }
    records.push({ ...known.records, ttl: STALE_TTL });
    return { code: 'NOERROR', records, through: [], from: 'stale' };
  }
}

function withoutReferral({ referral: _, ...answer }: Answer): Omit<Answer, 'referral'> {
  return answer;
}
