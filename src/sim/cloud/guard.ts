import type { ContextKeys } from './policy/context.ts';

/** Keys as STS or CreateAccessKey answer them, in AWS's names or the model's. */
export interface Keys {
  readonly AccessKeyId?: string;
  readonly accessKeyId?: string;
  readonly SecretAccessKey?: string;
  readonly secretAccessKey?: string;
  readonly SessionToken?: string | undefined;
  readonly sessionToken?: string | undefined;
}

/** Who acts: the ARN of a root user, user, role or session; what has one, as IAM answers it; or keys. */
export type Who = string | { readonly arn?: string } | { readonly Arn?: string } | Keys;

/** Who calls, and what AWS knows about the call besides. */
export interface Caller {
  readonly who: Who;
  /** Condition keys: `{ 'aws:SourceIp': '203.0.113.7' }`. */
  readonly context: ContextKeys;
}
