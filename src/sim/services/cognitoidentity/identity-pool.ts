import { type Claims, decodeToken, signerOf } from '../../cloud/gateway/jwt/index.ts';
import type { AwsError, Region } from '../../cloud/index.ts';
import type { Roles } from './role.ts';
import type { IdentityPool as AwsIdentityPool, Model } from './schema.ts';

/** An identity: a guest, or whoever has been known by one login or several. */
export interface Identity {
  readonly id: string;
  readonly created: Date;
  /** Who it is at each provider: `sub` by the provider’s name. */
  readonly logins: Map<string, string>;
}

/** A login that has been checked. */
export interface Login {
  readonly provider: string;
  readonly sub: string;
  readonly claims: Claims;
}

/** What makes an error of the service. */
export type Refuse = (name: string, message: string) => AwsError;

/** What an identity pool asks of user pools, where it checks at the server. */
interface UserPools {
  isSignedOut(poolId: string, claims: Claims): boolean;
}

/** An identity pool: whom it believes, whom it knows, and which roles it gives. */
export class IdentityPool {
  record: Model<AwsIdentityPool>;
  roles: Roles = { roles: {}, mappings: {} };
  readonly identities = new Map<string, Identity>();
  /** Which claims become tags of the session, by provider: the claim by the tag. */
  readonly tags = new Map<string, Readonly<Record<string, string>>>();
  readonly #region: Region;
  readonly #refuse: Refuse;

  /** Made by `CognitoIdentity`. */
  constructor(region: Region, record: Model<AwsIdentityPool>, refuse: Refuse) {
    this.#region = region;
    this.record = record;
    this.#refuse = refuse;
  }

  /** Checks the tokens that somebody brings. @throws NotAuthorizedException */
  check(logins: Readonly<Record<string, string>> = {}): Login[] {
    return Object.entries(logins).map(([provider, token]) => this.#check(provider, token));
  }

  /** The identity of checked logins, made where there is none yet. Without logins: a new guest. */
  identify(logins: readonly Login[], id: () => string, date: Date): Identity {
    const isOf = ({ logins: own }: Identity) => logins.some(({ provider, sub }) => own.get(provider) === sub);
    const known = logins.length > 0 ? [...this.identities.values()].find(isOf) : undefined;
    const identity = known ?? { id: id(), created: date, logins: new Map<string, string>() };
    for (const { provider, sub } of logins) identity.logins.set(provider, sub);
    this.identities.set(identity.id, identity);
    return identity;
  }

  #check(provider: string, text: string): Login {
    const { cognitoIdentityProviders = [], supportedLoginProviders = {}, openIdConnectProviderARNs = [] } = this.record; // prettier-ignore
    const own = cognitoIdentityProviders.filter(({ providerName }) => providerName === provider);
    const trusted = own.length > 0 || Object.hasOwn(supportedLoginProviders, provider) || openIdConnectProviderARNs.some((arn) => arn.endsWith(`:oidc-provider/${provider}`)); // prettier-ignore
    if (!trusted) throw this.#refuse('NotAuthorizedException', 'Invalid login token. Issuer doesn’t match providerName'); // prettier-ignore
    const token = decodeToken(text);
    const bad = (why: string) => this.#refuse('NotAuthorizedException', `Invalid login token. ${why}`);
    if (!token) throw bad('Not a valid OpenId Connect identity token.');
    const { claims } = token;
    const signer = signerOf(this.#region.world, `https://${provider}`);
    if (claims.iss !== `https://${provider}`) throw bad('Issuer doesn’t match providerName');
    if (!signer?.verify(token.signed, token.signature)) throw bad('Can’t verify the signature.');
    const now = this.#region.world.simulation.epochMillis / 1000;
    if (Number(claims.exp) <= now) throw bad(`Token expired: ${String(claims.exp)} >= ${Math.floor(now)}`);
    const audiences = [...own.map(({ clientId }) => clientId), supportedLoginProviders[provider]];
    if (claims.token_use === 'access' || !(audiences.includes(String(claims.aud)) || (own.length === 0 && supportedLoginProviders[provider] === undefined))) throw bad('Incorrect token audience.'); // prettier-ignore
    if (own.some(({ clientId, serverSideTokenCheck }) => clientId === claims.aud && serverSideTokenCheck)) this.#ask(provider, claims); // prettier-ignore
    return { provider, sub: String(claims.sub), claims };
  }

  /** Asks the user pool whether the user has signed out meanwhile. */
  #ask(provider: string, claims: Claims): void {
    const [, region = '', id = ''] = /^cognito-idp\.([^.]+)\.[^/]+\/(.+)$/.exec(provider) ?? [];
    const pools = this.#region.region(region).service('cognitoidentityprovider') as unknown as UserPools;
    if (pools.isSignedOut(id, claims)) throw this.#refuse('NotAuthorizedException', 'Token is either revoked or the user is disabled.'); // prettier-ignore
  }
}
