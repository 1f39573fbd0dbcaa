import { cognitoIdentityProviderLimits as limits } from './limits.ts';
import type { AttributeType, Model, UserStatusType, UserType } from './schema.ts';

/** What a code that was sent is for. */
export type Purpose = 'sign-up' | 'password';

/** A code that was sent, and until when it counts: milliseconds since 1970. */
export interface Code {
  readonly code: string;
  readonly until: number;
}

/** Who the user is at a provider outside of the pool, as the ID token's `identities` have it. */
export interface Identity {
  readonly userId: string;
  readonly providerName: string;
  readonly providerType: string;
  readonly primary: boolean;
  readonly dateCreated: number;
}

/** The second factors. */
export type Factor = 'SOFTWARE_TOKEN_MFA' | 'SMS_MFA';

/** An account of a user pool. */
export class User {
  /** What never changes, even where the name may. */
  readonly sub: string;
  readonly username: string;
  readonly created: Date;
  modified: Date;
  status: UserStatusType;
  enabled = true;
  readonly attributes: Map<string, string>;
  password: string | undefined;
  /** Until when a temporary password counts: milliseconds since 1970. */
  passwordUntil = Infinity;
  readonly groups = new Set<string>();
  readonly codes = new Map<Purpose, Code>();
  readonly identities: Identity[] = [];
  /** The secret of an authenticator app, and whether the user has shown a code of it. */
  softwareToken: { readonly secret: string; verified: boolean } | undefined;
  readonly factors = new Set<Factor>();
  preferred: Factor | undefined;
  /** The month of the last activity, for the bill. */
  activeMonth = -1;
  #failures = 0;
  #lockedUntil = 0;
  #lastTry = 0;

  /** Made by `UserPool`. */
  constructor(
    sub: string,
    username: string,
    status: UserStatusType,
    attributes: ReadonlyMap<string, string>,
    created: Date,
  ) {
    this.sub = sub;
    this.username = username;
    this.status = status;
    this.attributes = new Map([['sub', sub], ...attributes]);
    this.created = created;
    this.modified = created;
  }

  /** The user as Describe and List tell it. */
  describe(): Model<UserType> {
    return {
      username: this.username,
      attributes: this.attributeList(),
      userCreateDate: this.created,
      userLastModifiedDate: this.modified,
      enabled: this.enabled,
      userStatus: this.status,
    };
  }

  /** The attributes as AWS lists them. */
  attributeList(): Model<AttributeType>[] {
    const identities = this.identities.length > 0 ? [{ name: 'identities', value: JSON.stringify(this.identities) }] : []; // prettier-ignore
    return [...Array.from(this.attributes, ([name, value]) => ({ name, value })), ...identities];
  }

  /** Whether the user may try a password at a moment (milliseconds since 1970), after those that were wrong. */
  mayTry(now: number): boolean {
    if (now - this.#lastTry >= FORGOTTEN) this.#failures = 0;
    this.#lastTry = now;
    return now >= this.#lockedUntil;
  }

  /**
   * After the fifth wrong password the user waits for a second, and after each further one twice as long.
   * https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html#authentication-flow-lockout-behavior
   */
  failed(now: number): void {
    this.#failures += 1;
    const beyond = this.#failures - limits.failures.default;
    if (beyond >= 0) this.#lockedUntil = now + Math.min(1 << Math.min(beyond, 20), limits.lockout.max) * 1000;
  }

  /** A right password: all wrong ones are forgotten. */
  succeeded(): void {
    this.#failures = 0;
  }
}

/** So long a pause, in milliseconds, ends the counting of wrong passwords. */
const FORGOTTEN = 900_000;
