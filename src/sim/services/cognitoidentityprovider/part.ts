import type { Claims } from '../../cloud/gateway/jwt/index.ts';
import type { Limit, Region } from '../../cloud/index.ts';
import { pageOf } from '../../cloud/page.ts';
import type { AppClient } from './app-client.ts';
import { invalid, notAuthorized, poolsError } from './errors.ts';
import { cognitoIdentityProviderLimits as limits } from './limits.ts';
import type { Mail } from './mail.ts';
import type { UserPoolsModel } from './model.ts';
import type { Steps, Triggers } from './triggers.ts';
import type { AuthenticationResult, Grant, UserPool } from './user-pool.ts';
import type { User } from './user.ts';

/** What the parts of user pools share. */
export interface Context {
  readonly region: Region;
  readonly model: UserPoolsModel;
  readonly pools: PoolsOf;
  readonly mail: Mail;
  readonly triggers: Triggers;
  readonly tokens: TokensOf;
  readonly date: Date;
  uuid(): string;
  letters(count: number, alphabet?: string): string;
  quota(row: Limit): number;
  /** Notes that a user has done something this month. */
  active(pool: { readonly record: { userPoolTier?: string | undefined } }, user: User): void;
}

/** What parts ask of the pools. */
export interface PoolsOf {
  pool(id: string): UserPool;
  byClient(clientId: string): { readonly pool: UserPool; readonly client: AppClient };
  all(): UserPool[];
}

/** What parts ask of the tokens. */
export interface TokensOf {
  begin(
    pool: UserPool,
    client: AppClient,
    user: User,
    source: string,
    more?: { scope?: string | undefined; nonce?: string | undefined },
  ): Steps<AuthenticationResult>;
  refresh(pool: UserPool, client: AppClient, refreshToken: string): Steps<AuthenticationResult>;
  grantOf(pool: UserPool, refreshToken: string): Grant | undefined;
  revoke(pool: UserPool, client: AppClient, refreshToken: string): void;
  holder(accessToken: string): { readonly pool: UserPool; readonly user: User; readonly claims: Claims };
  forMachine(pool: UserPool, client: AppClient, scope: string): AuthenticationResult;
}

/** A part of user pools: some of their operations as methods. */
export abstract class Part {
  protected readonly idp: Context;

  /** Made by `CognitoIdentityProvider`. */
  constructor(idp: Context) {
    this.idp = idp;
  }

  /** Milliseconds since 1970. */
  protected get now(): number {
    return this.idp.region.world.simulation.epochMillis;
  }

  /** Refuses one more where a quota is full. */
  protected room(count: number, row: Limit): void {
    if (count >= this.idp.quota(row)) throw poolsError('LimitExceededException', `Limit exceeded: ${row.name}`); // prettier-ignore
  }

  /** Refuses a request that does not prove that it knows the client's secret. */
  protected prove(client: AppClient, username: string, hash: string | undefined): void {
    if (client.proves(username, hash)) return;
    if (hash === undefined) throw notAuthorized(`Client ${client.id} is configured with secret but SECRET_HASH was not received`); // prettier-ignore
    throw notAuthorized(`Unable to verify secret hash for client ${client.id}`);
  }

  /** A page of a list. */
  protected page<T>(all: readonly T[], nextToken: string | undefined, size: number | undefined) {
    const badToken = () => invalid('Invalid pagination token.');
    return pageOf(all, { nextToken, size: size || limits.listed.default, badToken });
  }
}

/** A record without the members that are undefined. */
export function defined<T extends object>(record: T): T {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
}
