/** A server certificate, as far as a listener chooses by it. Times in any unit. */
export interface Certificate {
  /** Its ARN. */
  readonly arn: string;
  /** The subject's name and the alternative ones. */
  readonly names: readonly string[];
  /** The kind of its key. */
  readonly key: 'ECDSA' | 'RSA';
  /** The length of its key, in bits. */
  readonly keyBits: number;
  /** The hash of its signature. */
  readonly hash: 'MD5' | 'SHA1' | 'SHA224' | 'SHA256' | 'SHA384' | 'SHA512';
  /** When its validity begins. */
  readonly notBefore: number;
  /** When its validity ends. */
  readonly notAfter: number;
}

/** What a client offers in its hello. */
export interface ClientHello {
  /** The name that the client asks for (SNI). Default: none. */
  readonly serverName?: string;
  /** Default: all. */
  readonly keys?: readonly Certificate['key'][];
  /** The hashes that it takes. Default: all. */
  readonly hashes?: readonly Certificate['hash'][];
}

/** Whether a certificate's name protects a host: a wildcard takes the place of exactly one label, the leftmost. */
export function protects(name: string, host: string): boolean {
  const [pattern, wanted] = [name.toLowerCase(), host.toLowerCase().replace(/\.$/, '')];
  if (!pattern.startsWith('*.')) return pattern === wanted;
  const dot = wanted.indexOf('.');
  return dot > 0 && wanted.slice(dot) === pattern.slice(1);
}
