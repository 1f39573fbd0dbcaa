import type { Region } from '../../cloud/index.ts';
import type { Process, Reply, Yieldable } from '../../kernel/index.ts';
import type { Input, Output } from './schema.ts';

/** How `build` makes an identity pool. */
export interface IdentityPoolOptions {
  /** The user pool whose ID tokens count: a handle of `cloud.cognitoidentityprovider.build`. */
  userPool?: { readonly provider: string; readonly clientId: string };
  /** Whether the user pool is asked if the user has signed out. Default false. */
  serverSideTokenCheck?: boolean;
  /** The ARN of the role for those who bring a token. */
  authenticated?: string;
  /** The ARN of the role for guests, who may come then. Default: none may. */
  unauthenticated?: string;
  /** How roles follow from the user pool's tokens. Default: everybody gets `authenticated`. */
  mapping?: NonNullable<Input<'SetIdentityPoolRoles'>['roleMappings']>[string];
  /** Settings besides, in the words of CreateIdentityPool. */
  pool?: Partial<Input<'CreateIdentityPool'>>;
}

/** AWS credentials, as `cloud.as` takes them, and when they end. */
export interface IdentityCredentials {
  /** Who it is for the identity pool. */
  readonly identityId: string;
  /** The id of the access key: `ASIA…`. */
  readonly accessKeyId: string;
  /** What requests are signed with. */
  readonly secretAccessKey: string;
  /** What makes the key temporary: it goes with each request. */
  readonly sessionToken: string;
  /** When they end: after an hour. */
  readonly expiration: Date;
}

/** What a handle asks of the service. */
interface IdentityPools {
  readonly region: Region;
  createIdentityPool(input: Input<'CreateIdentityPool'>): Output<'CreateIdentityPool'>;
  setIdentityPoolRoles(input: Input<'SetIdentityPoolRoles'>): Output<'SetIdentityPoolRoles'>;
  getId(input: Input<'GetId'>): Output<'GetId'>;
  getCredentialsForIdentity(input: Input<'GetCredentialsForIdentity'>): Process<Output<'GetCredentialsForIdentity'>>; // prettier-ignore
}

/** An identity pool, for short calls. */
export class IdentityPoolHandle {
  /** The pool's id: `us-east-1:` and a UUID. */
  readonly id: string;
  readonly #pools: IdentityPools;
  readonly #provider: string | undefined;

  /** Made by `build`. */
  constructor(pools: IdentityPools, id: string, provider: string | undefined) {
    this.#pools = pools;
    this.id = id;
    this.#provider = provider;
  }

  /** @internal */
  static build(
    pools: IdentityPools,
    identityPoolName: string,
    options: IdentityPoolOptions,
  ): IdentityPoolHandle {
    // prettier-ignore
    const { userPool, serverSideTokenCheck = false, authenticated, unauthenticated, mapping, pool } = options;
    const providers = userPool && { cognitoIdentityProviders: [{ providerName: userPool.provider, clientId: userPool.clientId, serverSideTokenCheck }] }; // prettier-ignore
    const { identityPoolId } = pools.createIdentityPool({ identityPoolName, allowUnauthenticatedIdentities: unauthenticated !== undefined, ...providers, ...pool }); // prettier-ignore
    const roles = { ...(authenticated !== undefined && { authenticated }), ...(unauthenticated !== undefined && { unauthenticated }) }; // prettier-ignore
    pools.setIdentityPoolRoles({ identityPoolId, roles, ...(mapping && userPool && { roleMappings: { [userPool.provider]: mapping } }) }); // prettier-ignore
    return new IdentityPoolHandle(pools, identityPoolId, userPool?.provider);
  }

  /**
   * Trades a token for AWS credentials: GetId, then GetCredentialsForIdentity. Without a token: as a guest.
   *
   *     const session = cloud.as(await pool.credentials(idToken));
   *
   * @param provider whose token it is. Default: the user pool's
   */
  credentials(token?: string, provider = this.#provider): Reply<IdentityCredentials> {
    const logins: Record<string, string> = token === undefined ? {} : { [provider ?? '']: token };
    const { id: identityPoolId } = this;
    const pools = this.#pools;
    return pools.region.world.simulation.process(function* (): Generator<
      Yieldable,
      IdentityCredentials,
      never
    > {
      // prettier-ignore
      const { identityId = '' } = pools.getId({ identityPoolId, logins });
      const answer = yield* pools.getCredentialsForIdentity({ identityId, logins });
      const { accessKeyId = '', secretKey = '', sessionToken = '', expiration } = answer.credentials!;
      return { identityId: answer.identityId!, accessKeyId, secretAccessKey: secretKey, sessionToken, expiration: expiration! }; // prettier-ignore
    }, identityPoolId);
  }
}
