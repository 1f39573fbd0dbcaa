import { addIssuer, issuerOf, rs256Signer, secretSigner, type Signer, TEST_KEY, TokenSessions } from '../../cloud/gateway/jwt/index.ts'; // prettier-ignore
import type { Region } from '../../cloud/index.ts';
import { Registry } from '../../cloud/registry.ts';
import type { AppClient } from './app-client.ts';
import { poolsError } from './errors.ts';
import type { UserPoolsModel } from './model.ts';
import type { AuthenticationResultType, GroupType, IdentityProviderType, LambdaConfigType, Model, ResourceServerType, UserPoolType } from './schema.ts'; // prettier-ignore
import type { SrpSession } from './srp.ts';
import type { Factor, User } from './user.ts';

/** A user pool as AWS tells it. */
export type PoolRecord = Model<UserPoolType>;
/** A group as AWS tells it. */
export type Group = Model<GroupType>;

/** The tokens of a sign-in as AWS tells them. */
export type AuthenticationResult = Model<AuthenticationResultType>;

/** A sign-in, as long as its refresh token counts. */
export interface Grant {
  readonly user: User;
  readonly client: AppClient;
  readonly originJti: string;
  readonly eventId: string;
  /** Seconds since 1970. */
  readonly authTime: number;
  readonly scope: string | undefined;
  readonly nonce: string | undefined;
}

/** A challenge of a custom flow that is over, as its functions are told of it. */
export interface ChallengeResult {
  readonly challengeName: string;
  readonly challengeResult: boolean;
  readonly challengeMetadata: unknown;
}

/** A sign-in that waits for the answer to a challenge. */
export interface Challenge {
  readonly name: 'NEW_PASSWORD_REQUIRED' | 'PASSWORD_VERIFIER' | 'CUSTOM_CHALLENGE' | 'MFA_SETUP' | 'SELECT_MFA_TYPE' | Factor; // prettier-ignore
  readonly user: User;
  readonly client: AppClient;
  /** Milliseconds since 1970. */
  readonly until: number;
  /** The code of a text message, or the secret of an authenticator app that is being set up. */
  readonly secret?: string;
  /** Whether a code of the app that is being set up has been shown. */
  verified?: boolean;
  /** Of PASSWORD_VERIFIER: what the exchange has come to. */
  readonly srp?: SrpSession;
  /** Of custom flows: what has been before, and what the function keeps to itself. */
  readonly custom?: { session: readonly ChallengeResult[]; secret: unknown; metadata: unknown };
}

/** A user pool: accounts, groups, apps, and the sessions of those who have signed in. */
export class UserPool {
  record: PoolRecord;
  readonly issuer: string;
  readonly signer: Signer;
  readonly clients: Registry<AppClient>;
  readonly groups: Registry<Group>;
  readonly providers: Registry<Model<IdentityProviderType>>;
  readonly resourceServers: Registry<Model<ResourceServerType>>;
  readonly sessions = new TokenSessions();
  /** By the `origin_jti` of its tokens. */
  readonly grants = new Map<string, Grant>();
  /** By the session that the challenge came with. */
  readonly challenges = new Map<string, Challenge>();
  softwareTokens = false;
  readonly #users = new Map<string, User>();

  /** Made by `Pools`. */
  constructor(region: Region, record: PoolRecord, kid: string, { signature }: UserPoolsModel) {
    this.record = record;
    this.issuer = issuerOf(region.name, record.id!);
    this.signer = signature === 'RS256' ? rs256Signer(kid, TEST_KEY) : secretSigner(kid, record.id!);
    addIssuer(region.world, this.issuer, this.signer);
    const none = (what: string) => () => poolsError('ResourceNotFoundException', what);
    this.clients = new Registry((id) => poolsError('ResourceNotFoundException', `User pool client ${id} does not exist.`)); // prettier-ignore
    this.groups = new Registry(none('Group not found.'));
    this.providers = new Registry((name) => poolsError('ResourceNotFoundException', `Identity provider ${name} does not exist.`)); // prettier-ignore
    this.resourceServers = new Registry(none('Resource server does not exist.'));
  }

  get id(): string {
    return this.record.id!;
  }

  get users(): IterableIterator<User> {
    return this.#users.values();
  }

  get size(): number {
    return this.#users.size;
  }

  /** The ARN of the function for a trigger; undefined for none. */
  trigger(name: keyof Model<LambdaConfigType>): string | undefined {
    const found = this.record.lambdaConfig?.[name];
    return typeof found === 'string' ? found : found?.lambdaArn;
  }

  add(user: User): void {
    this.#users.set(this.#folded(user.username), user);
  }

  remove(user: User): void {
    this.#users.delete(this.#folded(user.username));
    this.sessions.signOut(user.username);
  }

  /** The user of a name, of a `sub`, or of an address or number that the pool takes for a name. */
  find(name: string): User | undefined {
    const found = this.#users.get(this.#folded(name));
    if (found) return found;
    const aliases = [...(this.record.usernameAttributes ?? []), ...(this.record.aliasAttributes ?? [])];
    const byAlias = (user: User) =>
      aliases.some((alias) => this.#sameAlias(user, alias, name) && this.isAlias(user, alias));
    return [...this.#users.values()].find((user) => user.sub === name || byAlias(user));
  }

  /** Whether a user's attribute counts as a name: where it is an alias, once it is verified. */
  isAlias(user: User, attribute: string): boolean {
    if (attribute === 'preferred_username') return true;
    if (this.record.usernameAttributes?.some((each) => each === attribute)) return true;
    return user.attributes.get(`${attribute}_verified`) === 'true';
  }

  /** The user of a name. @throws UserNotFoundException */
  user(name: string): User {
    const user = this.find(name);
    if (!user) throw poolsError('UserNotFoundException', 'User does not exist.');
    return user;
  }

  /** The groups of a user, the one of the lowest precedence first. */
  groupsOf(user: User): Group[] {
    const own = Array.from(user.groups, (name) => this.groups.find(name)).filter((group) => group !== undefined); // prettier-ignore
    return own.sort((one, other) => (one.precedence ?? Infinity) - (other.precedence ?? Infinity));
  }

  #sameAlias(user: User, alias: string, name: string): boolean {
    const value = user.attributes.get(alias);
    return value !== undefined && this.#folded(value) === this.#folded(name);
  }

  #folded(name: string): string {
    return this.record.usernameConfiguration?.caseSensitive === false ? name.toLowerCase() : name;
  }
}
