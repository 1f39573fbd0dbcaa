import type { ContextKeys, Policy, Principal } from '../../cloud/policy/index.ts';
import type { Role } from './entity.ts';
import type { User } from './user.ts';

/** Credentials that end, and whom they make of their holder. */
export interface Session {
  readonly keyId: string;
  readonly secret: string;
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly issued: number;
  /** Milliseconds since 1970. */
  readonly expires: number;
  readonly principal: Principal;
  /** `AROA…:session` */
  readonly userId: string;
  /** Whose policies bear on it; undefined for the root user. */
  readonly entity: User | Role | undefined;
  /** Policies passed along; undefined for none. */
  readonly policies: readonly Policy[] | undefined;
  /** Condition keys that come from how the session was made: tags, the second factor. */
  readonly context: ContextKeys;
  /** Of these the tags that go on along a chain of roles. */
  readonly carried?: Readonly<Record<string, string>>;
  /** When the second factor was shown, in milliseconds since 1970; undefined for never. */
  readonly mfaSince?: number;
  /** Whether a role's session made it: such a chain lasts an hour at most. */
  readonly chained: boolean;
}
