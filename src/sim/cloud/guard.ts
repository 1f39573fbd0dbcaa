import type { ContextKeys } from './policy/context.ts';
import type { Principal } from './policy/principal.ts';
import type { Region } from './region.ts';

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

/** A request at the door of a service. */
export interface GuardedRequest {
  readonly region: Region;
  /** Undefined for the root user of the Region's account. */
  readonly caller: Caller | undefined;
  /** The service, by the name of its getter. */
  readonly service: string;
  /** The operation, by AWS's name. */
  readonly operation: string;
  /** What is asked, in AWS's names. */
  readonly input: object;
}

/** Stands at the door of every service of a cloud that was made with `iam: true`. */
export interface Guard {
  /** Who calls just now; undefined for the account's root user. */
  readonly current: Principal | undefined;
  /** Does what a request wants. Throws AWS's error where its caller may not. */
  admit(request: GuardedRequest, act: () => unknown): unknown;
  /** Throws AWS's error where a role may not hand something to a resource, or may not be taken by who hands it over. */
  admitDelivery(delivery: {
    region: Region;
    arn: string;
    service: string;
    roleArn: string;
    from: string;
  }): void;
}
