import { decodeToken, signerOf } from '../../cloud/gateway/jwt/index.ts';
import { Service } from '../../tongue/service.ts';
import { stsLimits as limits } from './limits.ts';
import { schema, type Input, type Methods, type Output } from './schema.ts';

/** A session as IAM keeps it. */
interface Session {
  readonly keyId: string;
  readonly secret: string;
  readonly token: string;
  readonly expires: number;
  readonly userId: string;
  readonly principal: object;
}

/** What STS asks of IAM, which knows users and roles. */
interface Sessions {
  readonly caller: {
    readonly principal: object;
    readonly userId: string;
    readonly account: { readonly id: string };
  };
  assumeRole(input: Input<'AssumeRole'>): Session;
  webIdentity(
    input: Input<'AssumeRoleWithWebIdentity'> & {
      provider: string;
      context: Readonly<Record<string, string | string[]>>;
      tags: Readonly<Record<string, string>>;
    },
  ): Session;
  sessionToken(input: Input<'GetSessionToken'>): Session;
  federationToken(input: Input<'GetFederationToken'>): Session;
  accountOfKey(id: string): string | undefined;
}

/** Providers that roles trust by their names; all others need an OIDC provider in IAM. */
const BUILT_IN = ['cognito-identity.amazonaws.com', 'accounts.google.com', 'graph.facebook.com', 'www.amazon.com']; // prettier-ignore
/** The claim that brings tags of the session. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html */
const TAGS = 'https://aws.amazon.com/tags';
const NAME = '[\\w+=,.@-]*';

/**
 * AWS Security Token Service: credentials that end. Regional endpoints all know the same.
 * https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html
 */
export class Sts extends Service implements Methods {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly needs = ['iam'];
  static override readonly rules = {
    'AssumeRoleRequest.DurationSeconds': limits.roleSession,
    'AssumeRoleWithWebIdentityRequest.DurationSeconds': limits.roleSession,
    'GetSessionTokenRequest.DurationSeconds': limits.userSession,
    'GetFederationTokenRequest.DurationSeconds': limits.federatedSession,
    RoleSessionName: { ...limits.sessionName, pattern: NAME },
    'GetFederationTokenRequest.Name': { ...limits.federatedName, pattern: NAME },
    ExternalId: { ...limits.externalId, pattern: '[\\w+=,.@:/\\-]*' },
    Policy: limits.sessionPolicy,
    PolicyArns: limits.sessionPolicyArns,
    Tags: limits.sessionTags,
    RoleArn: { min: 20, max: 2048 },
    AccessKeyId: { min: 16, max: 128, pattern: '\\w*' },
  };

  assumeRole(input: Input<'AssumeRole'>): Output<'AssumeRole'> {
    const session = this.#sessions.assumeRole(input);
    return {
      credentials: credentials(session),
      assumedRoleUser: { assumedRoleId: session.userId, arn: arnOf(session) },
      sourceIdentity: input.sourceIdentity,
      packedPolicySize: packed(input.policy),
    };
  }

  /** For who has a token in place of AWS credentials: it must be right, and the role must trust who gave it. */
  assumeRoleWithWebIdentity(input: Input<'AssumeRoleWithWebIdentity'>): Output<'AssumeRoleWithWebIdentity'> {
    const token = decodeToken(input.webIdentityToken);
    const issuer = String(token?.claims.iss);
    const signer = signerOf(this.region.world, issuer);
    if (!token || !signer?.verify(token.signed, token.signature))
      throw this.error('InvalidIdentityTokenException', 'Couldn’t retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity documentation for requirements'); // prettier-ignore
    const { claims } = token;
    if (Number(claims.exp) * 1000 <= this.simulation.epochMillis)
      throw this.error('ExpiredTokenException', `Token expired: current date/time ${Math.floor(this.simulation.epochMillis / 1000)} must be before the expiration date/time ${String(claims.exp)}`); // prettier-ignore
    const host = issuer.replace(/^https:\/\//, '');
    const provider = BUILT_IN.includes(host)
      ? host
      : `arn:${this.region.partition}:iam::${input.roleArn.split(':')[4]}:oidc-provider/${host}`;
    const context: Record<string, string | string[]> = {};
    for (const name of ['aud', 'sub', 'amr'])
      if (claims[name] !== undefined) context[`${host}:${name}`] = claims[name] as string | string[];
    const { principal_tags: given = {} } = (claims[TAGS] ?? {}) as { principal_tags?: Record<string, string[]> }; // prettier-ignore
    const tags = Object.fromEntries(Object.entries(given).map(([key, [value = '']]) => [key, value]));
    const session = this.#sessions.webIdentity({ ...input, provider, context, tags });
    return {
      credentials: credentials(session),
      subjectFromWebIdentityToken: String(claims.sub),
      assumedRoleUser: { assumedRoleId: session.userId, arn: arnOf(session) },
      provider,
      audience: String(claims.aud),
      packedPolicySize: packed(input.policy),
    };
  }

  getCallerIdentity(_input: Input<'GetCallerIdentity'> = {}): Output<'GetCallerIdentity'> {
    const { caller } = this.#sessions;
    return { userId: caller.userId, account: caller.account.id, arn: arnOf(caller) };
  }

  getSessionToken(input: Input<'GetSessionToken'> = {}): Output<'GetSessionToken'> {
    return { credentials: credentials(this.#sessions.sessionToken(input)) };
  }

  getFederationToken(input: Input<'GetFederationToken'>): Output<'GetFederationToken'> {
    const session = this.#sessions.federationToken(input);
    return {
      credentials: credentials(session),
      federatedUser: { federatedUserId: session.userId, arn: arnOf(session) },
      packedPolicySize: packed(input.policy),
    };
  }

  getAccessKeyInfo({ accessKeyId }: Input<'GetAccessKeyInfo'>): Output<'GetAccessKeyInfo'> {
    const account = this.#sessions.accountOfKey(accessKeyId);
    if (account === undefined)
      throw this.error('InvalidClientTokenId', 'The security token included in the request is invalid.');
    return { account };
  }

  get #sessions(): Sessions {
    return (this.region.service('iam') as { sessions: Sessions }).sessions;
  }
}

const credentials = ({ keyId, secret, token, expires }: Session) => ({
  accessKeyId: keyId,
  secretAccessKey: secret,
  sessionToken: token,
  expiration: new Date(Math.floor(expires / 1000) * 1000),
});

const arnOf = ({ principal }: { readonly principal: object }) => (principal as { arn: string }).arn;

/** How much of the room for policies and tags a session takes, in per cent. */
function packed(policy: string | undefined): number | undefined {
  return policy === undefined ? undefined : Math.ceil((policy.length / limits.sessionPolicy.max) * 100);
}
