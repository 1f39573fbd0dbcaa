import type { ContextKeys } from './policy/context.ts';

/** Keys as STS or CreateAccessKey answer them, in AWS's names or the model's. */
export interface Keys {
  /** The id of the key, in AWS's name. */
  readonly AccessKeyId?: string;
  /** The id of the key, in the model's name. */
  readonly accessKeyId?: string;
  /** Its secret, in AWS's name. */
  readonly SecretAccessKey?: string;
  /** Its secret, in the model's name. */
  readonly secretAccessKey?: string;
  /** The token of a session, in AWS's name; none for a user's own key. */
  readonly SessionToken?: string | undefined;
  /** The token of a session, in the model's name; none for a user's own key. */
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
