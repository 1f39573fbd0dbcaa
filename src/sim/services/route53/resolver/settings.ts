/** How long a cache keeps answers, whatever their TTLs say. Seconds. */
export interface CacheSettings {
  /** TTLs are raised to this. */
  readonly minTtl: number;
  /** TTLs are cut to this. */
  readonly maxTtl: number;
  /** The same for the knowledge that there is nothing. */
  readonly maxNegativeTtl: number;
  /** A hit with this share of the TTL left renews the answer in passing; 0 is never. */
  readonly prefetchShare: number;
  /** So long after its TTL an answer is given where nobody answers any more (RFC 8767); 0 is never. */
  readonly staleFor: number;
}

/** A cache that does what TTLs say. */
export const HONOURS: CacheSettings = {
  ...{ minTtl: 0, maxTtl: 604_800, maxNegativeTtl: 10_800, prefetchShare: 0, staleFor: 0 },
};

/** A Java client by default: 30 s, whatever the TTL, and 10 s where there is nothing. */
export const JVM: CacheSettings = { ...HONOURS, minTtl: 30, maxTtl: 30, maxNegativeTtl: 10 };

/** A client that asks once and never again, as Java did under a security manager. */
export const PINNED: CacheSettings = { ...HONOURS, minTtl: Infinity, maxTtl: Infinity };

/** The TTL on an answer that is given although it is stale. RFC 8767, section 4. */
export const STALE_TTL = 30;
