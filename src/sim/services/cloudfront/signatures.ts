import { sha256, utf8 } from '../../cloud/digest/index.ts';
import { readSigned, denialOf, policyOfUrl, type Denial } from './signed-url.ts';

/** Says whether a signed URL is let through. */
export interface Gatekeeper {
  denialOf(url: string, ip: string, now: number, keyGroups: readonly string[]): Denial;
}

/** What is signed. */
export interface SignOptions {
  /** The public key's id, `K…`: the private key of that pair signs. */
  readonly keyPairId: string;
  /** Until when: a date. */
  readonly expires: Date;
  /** From when on: with it, or with an address, the policy is a custom one. */
  readonly starts?: Date;
  /** For one address or range alone, in CIDR notation. */
  readonly ipAddress?: string;
  /** For other URLs than the one signed: with wildcards. */
  readonly resource?: string;
}

/**
 * Signs a URL as the owner of a private key does. In place of RSA or ECDSA stands a digest that only this function makes:
 * whoever changes the policy or the URL does not have it.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-signed-urls.html
 */
export function signUrl(
  url: string,
  { keyPairId, expires, starts, ipAddress, resource }: SignOptions,
): string {
  const until = Math.floor(expires.getTime() / 1000);
  const more = url.includes('?') ? '&' : '?';
  if (!starts && ipAddress === undefined && resource === undefined) {
    const signature = signatureOf(keyPairId, cannedPolicy(url, until));
    return `${url}${more}Expires=${until}&Signature=${signature}&Key-Pair-Id=${keyPairId}`;
  }
  const condition = {
    DateLessThan: { 'AWS:EpochTime': until },
    ...(starts && { DateGreaterThan: { 'AWS:EpochTime': Math.floor(starts.getTime() / 1000) } }),
    ...(ipAddress !== undefined && { IpAddress: { 'AWS:SourceIp': ipAddress } }),
  };
  const policy = encode(JSON.stringify({ Statement: [{ Resource: resource ?? url, Condition: condition }] }));
  return `${url}${more}Policy=${policy}&Signature=${signatureOf(keyPairId, policy)}&Key-Pair-Id=${keyPairId}`;
}

/** Decides about a signed URL: who signed, whether anything was changed, and what the policy says. */
export function judgeUrl(url: string, ip: string, now: number, keys: ReadonlySet<string>): Denial {
  const policy = policyOfUrl(url, decode);
  if (typeof policy !== 'object') return policy;
  const { base, own } = readSigned(url);
  const key = own.get('Key-Pair-Id') ?? '';
  const signed = own.get('Policy') ?? cannedPolicy(base, Number(own.get('Expires')));
  if (!keys.has(key) || own.get('Signature') !== signatureOf(key, signed)) return 'not signed';
  return denialOf(policy, { url, ip, now });
}

function cannedPolicy(url: string, until: number): string {
  return `{"Statement":[{"Resource":"${url}","Condition":{"DateLessThan":{"AWS:EpochTime":${until}}}}]}`;
}

function signatureOf(key: string, signed: string): string {
  return sha256(utf8(`${key} ${signed}`));
}

/** Text as hexadecimal digits: AWS takes Base64 with other letters; what it says is the same. */
function encode(text: string): string {
  return Array.from(utf8(text), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function decode(text: string): unknown {
  try {
    const characters = text.match(/../g)?.map((pair) => String.fromCharCode(parseInt(pair, 16))) ?? [];
    return JSON.parse(characters.join(''));
  } catch {
    return undefined;
  }
}
