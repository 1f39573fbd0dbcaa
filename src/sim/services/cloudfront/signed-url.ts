import { holds, readBlock } from '../../cloud/cidr-block.ts';
import { coversResource } from './resource-pattern.ts';

/** The policy of a signed URL or cookie, as far as it decides. */
export interface SignedPolicy {
  /** Without one, any URL. */
  readonly Resource?: string;
  /** Epoch seconds: served before. */
  readonly DateLessThan: number;
  /** Served after. */
  readonly DateGreaterThan?: number;
  /** An IPv4 range in CIDR notation. */
  readonly IpAddress?: string;
}

/** Who asks for what, and when. */
export interface SignedRequest {
  /** Whole, with the parameters of the signature. */
  readonly url: string;
  readonly ip: string;
  readonly now: number;
}

/** Why a request is refused with 403: undefined where it is not. */
export type Denial =
  'not signed' | 'malformed' | 'expired' | 'not yet' | 'another address' | 'another URL' | undefined;

/** Parameters that are not a part of the signed URL itself. */
const OWN: ReadonlySet<string> = new Set(['Expires', 'Policy', 'Signature', 'Key-Pair-Id', 'Hash-Algorithm']);

/** The URL as it was before it was signed, and the signature's parameters. Of one that stands twice the first counts. */
export function readSigned(url: string): { base: string; own: ReadonlyMap<string, string> } {
  const question = url.indexOf('?');
  const own = new Map<string, string>();
  if (question < 0) return { base: url, own };
  const left: string[] = [];
  for (const part of url.slice(question + 1).split('&')) {
    const equals = part.indexOf('=');
    const name = equals < 0 ? part : part.slice(0, equals);
    if (!OWN.has(name)) left.push(part);
    else if (!own.has(name)) own.set(name, equals < 0 ? '' : part.slice(equals + 1));
  }
  const base = url.slice(0, question);
  return { base: left.length > 0 ? `${base}?${left.join('&')}` : base, own };
}

/**
 * The policy that a signed URL carries: the canned one of `Expires`, or the custom one of `Policy`. That the signature
 * is right, who signed and whether the key is trusted, is for the caller to say.
 */
export function policyOfUrl(url: string, decode: (policy: string) => unknown): SignedPolicy | Denial {
  const { base, own } = readSigned(url);
  if (!own.has('Signature') || !own.has('Key-Pair-Id')) return 'not signed';
  const expires = own.get('Expires');
  const policy = own.get('Policy');
  if (policy !== undefined) return readPolicy(decode(policy)) ?? 'malformed';
  if (expires === undefined) return 'not signed';
  return /^[0-9]{1,12}$/.test(expires) ? { Resource: base, DateLessThan: Number(expires) } : 'malformed';
}

/** Reads a policy statement from JSON: one statement, an end, perhaps a beginning and an address. */
export function readPolicy(json: unknown): SignedPolicy | undefined {
  const statements = own(json, 'Statement');
  if (!Array.isArray(statements) || statements.length !== 1) return undefined;
  const [statement] = statements as unknown[];
  const Resource = own(statement, 'Resource');
  const condition = own(statement, 'Condition');
  const DateLessThan = own(own(condition, 'DateLessThan'), 'AWS:EpochTime');
  const DateGreaterThan = own(own(condition, 'DateGreaterThan'), 'AWS:EpochTime');
  const IpAddress = own(own(condition, 'IpAddress'), 'AWS:SourceIp');
  if (typeof DateLessThan !== 'number') return undefined;
  if (Resource !== undefined && typeof Resource !== 'string') return undefined;
  if (DateGreaterThan !== undefined && typeof DateGreaterThan !== 'number') return undefined;
  if (IpAddress !== undefined && typeof IpAddress !== 'string') return undefined;
  return {
    DateLessThan,
    ...(Resource !== undefined && { Resource }),
    ...(DateGreaterThan !== undefined && { DateGreaterThan }),
    ...(IpAddress !== undefined && { IpAddress }),
  };
}

function own(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/** Decides by the policy, at the time of the request; a download that has begun goes on. */
export function denialOf(policy: SignedPolicy, { url, ip, now }: SignedRequest): Denial {
  const { Resource = '*', DateLessThan, DateGreaterThan, IpAddress } = policy;
  if (now >= DateLessThan) return 'expired';
  // On or before the beginning.
  if (DateGreaterThan !== undefined && now <= DateGreaterThan) return 'not yet';
  if (IpAddress !== undefined) {
    const block = readBlock(IpAddress);
    const address = readBlock(ip);
    if (!block || !address || !holds(block, address)) return 'another address';
  }
  return coversResource(Resource, readSigned(url).base) ? undefined : 'another URL';
}
