import { toBase64Url, fromBase64, fromUtf8 } from '../../cloud/gateway/bytes.ts';
import { decodeToken, digestOf, signerOf } from '../../cloud/gateway/jwt/index.ts';
import { readHostRequest } from '../../cloud/gateway/read-request.ts';
import { utf8 } from '../../cloud/digest/index.ts';
import { AwsError, type HostAnswer, type HostRequest, NotModelled } from '../../cloud/index.ts';
import type { AppClient } from './app-client.ts';
import { invalid } from './errors.ts';
import { Federation } from './federation.ts';
import { cognitoIdentityProviderLimits as limits } from './limits.ts';
import type { Context } from './part.ts';
import { SignIn } from './sign-in.ts';
import type { Steps } from './triggers.ts';
import type { AuthenticationResult, UserPool } from './user-pool.ts';
import type { User } from './user.ts';

type Fields = Readonly<Record<string, string>>;

/** A sign-in that a browser has begun. */
interface Asked {
  readonly client: AppClient;
  readonly redirectUri: string;
  readonly scope: string;
  readonly state: string | undefined;
  readonly challenge: string | undefined;
  readonly nonce: string | undefined;
}

/**
 * What a user pool answers at its domain: the pages of managed login, without their looks, and the endpoints of OAuth 2.0.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-userpools-server-contract-reference.html
 */
export class Hosted {
  readonly #idp: Context;
  readonly #pool: UserPool;
  readonly #url: string;
  readonly #signIn: SignIn;
  readonly #federation: Federation;
  /** Codes that wait for being exchanged. */
  readonly #codes = new Map<string, Asked & { readonly user: User; readonly until: number }>();
  /** Sign-ins that are at another provider now, by the state that comes back. */
  readonly #away = new Map<string, Asked & { readonly provider: string }>();
  readonly #cookies = new Map<string, { readonly user: User; readonly until: number }>();

  /** Made for a domain. */
  constructor(idp: Context, pool: UserPool, host: string) {
    this.#idp = idp;
    this.#pool = pool;
    this.#url = `https://${host}`;
    this.#signIn = new SignIn(idp);
    this.#federation = new Federation(idp);
  }

  *answer(request: HostRequest): Steps<HostAnswer> {
    const { method, path, query } = readHostRequest(request);
    const fields: Fields = { ...Object.fromEntries(query), ...(method === 'POST' && formOf(request)) };
    try {
      switch (`${method} ${path}`) {
        case 'GET /oauth2/authorize':
          return this.#authorize(fields, cookieOf(request));
        case 'POST /login':
          return yield* this.#login(fields);
        case 'GET /oauth2/idpresponse':
          return yield* this.#comesBack(fields);
        case 'POST /oauth2/token':
          return yield* this.#token({ ...fields, ...basicOf(request) });
        case 'POST /oauth2/revoke':
          this.#idp.tokens.revoke(this.#pool, this.#client({ ...fields, ...basicOf(request) }), fields.token ?? ''); // prettier-ignore
          return { status: 200 };
        case 'GET /oauth2/userInfo':
          return this.#userInfo(request);
        case 'GET /logout':
          this.#cookies.delete(cookieOf(request));
          return redirect(fields.logout_uri ?? fields.redirect_uri ?? '/login', {});
        default:
          return path === '/login' ? { status: 200, body: 'Sign in' } : { status: 404 };
      }
    } catch (error) {
      if (error instanceof OAuthError) return json(400, { error: error.message });
      if (error instanceof AwsError) return { status: 400, body: error.message };
      throw error;
    }
  }

  #authorize(fields: Fields, cookie: string): HostAnswer {
    const asked = this.#asked(fields);
    const provider = fields.identity_provider ?? 'COGNITO';
    if (provider !== 'COGNITO') {
      const { providerDetails = {} } = this.#pool.providers.get(provider);
      const state = this.#idp.uuid();
      this.#away.set(state, { ...asked, provider });
      const to = providerDetails.authorize_url ?? `${providerDetails.oidc_issuer ?? 'https://accounts.google.com'}/authorize`; // prettier-ignore
      return redirect(to, { client_id: providerDetails.client_id, state, redirect_uri: `${this.#url}/oauth2/idpresponse` }); // prettier-ignore
    }
    const known = this.#cookies.get(cookie);
    if (known && known.until > this.#now && known.user.enabled) return this.#back(asked, known.user);
    return redirect('/login', fields);
  }

  *#login(fields: Fields): Steps<HostAnswer> {
    const asked = this.#asked(fields);
    const way = { pool: this.#pool, client: asked.client, metadata: undefined };
    const user = yield* this.#signIn.byPassword(way, fields.username ?? '', fields.password ?? '');
    if (user.status === 'FORCE_CHANGE_PASSWORD' || user.factors.size > 0 || this.#pool.record.mfaConfiguration === 'ON') throw new NotModelled('Amazon Cognito user pools', 'challenges in managed login'); // prettier-ignore
    this.#idp.active(this.#pool, user);
    return this.#back(asked, user);
  }

  /** The other provider has sent the browser back. What it sends stands for what its token endpoint would give: an ID token. */
  *#comesBack({ state = '', code = '' }: Fields): Steps<HostAnswer> {
    const asked = this.#away.get(state);
    this.#away.delete(state);
    if (!asked) throw invalid('Invalid state');
    const user = yield* this.#federation.user(this.#pool, asked.provider, code, asked.client.id);
    this.#idp.active(this.#pool, user);
    return this.#back(asked, user);
  }

  /** Sends a browser back to the app with a code, and leaves it a cookie. */
  #back(asked: Asked, user: User): HostAnswer {
    const code = this.#idp.uuid();
    this.#codes.set(code, { ...asked, user, until: this.#now + this.#idp.model.authorizationCode * 1000 });
    const cookie = this.#idp.uuid();
    this.#cookies.set(cookie, { user, until: this.#now + limits.loginCookie.default * 1000 });
    const answer = redirect(asked.redirectUri, { code, state: asked.state });
    return {
      ...answer,
      headers: [...answer.headers!, ['Set-Cookie', `cognito=${cookie}; Secure; HttpOnly`]],
    };
  }

  *#token(fields: Fields): Steps<HostAnswer> {
    const client = this.#client(fields);
    const pool = this.#pool;
    switch (fields.grant_type) {
      case 'authorization_code': {
        const given = this.#codes.get(fields.code ?? '');
        this.#codes.delete(fields.code ?? '');
        if (given?.client !== client || given.redirectUri !== fields.redirect_uri || given.until <= this.#now) throw new OAuthError('invalid_grant'); // prettier-ignore
        if (given.challenge !== undefined && given.challenge !== codeChallenge(fields.code_verifier ?? '')) throw new OAuthError('invalid_grant'); // prettier-ignore
        return told(yield* this.#idp.tokens.begin(pool, client, given.user, 'TokenGeneration_HostedAuth', given)); // prettier-ignore
      }
      case 'refresh_token':
        try {
          return told(yield* this.#idp.tokens.refresh(pool, client, fields.refresh_token ?? ''));
        } catch (error) {
          if (error instanceof AwsError) throw new OAuthError('invalid_grant');
          throw error;
        }
      case 'client_credentials': {
        const { allowedOAuthFlows = [], allowedOAuthScopes = [], clientSecret } = client.record;
        if (clientSecret === undefined || !allowedOAuthFlows.includes('client_credentials')) throw new OAuthError('unauthorized_client'); // prettier-ignore
        const wanted = fields.scope?.split(' ') ?? allowedOAuthScopes;
        const scopes = wanted.filter((scope) => allowedOAuthScopes.includes(scope));
        if (scopes.length === 0) throw new OAuthError('invalid_scope');
        return told(this.#idp.tokens.forMachine(pool, client, scopes.join(' ')));
      }
      default:
        throw new OAuthError('unsupported_grant_type');
    }
  }

  #userInfo({ headers }: HostRequest): HostAnswer {
    const [, token = ''] = /^bearer (.*)$/i.exec(headerOf(headers, 'authorization')) ?? [];
    const decoded = decodeToken(token);
    const { claims = {} } = decoded ?? {};
    const user = this.#pool.find(String(claims.username));
    const good = decoded && user && claims.iss === this.#pool.issuer && claims.token_use === 'access' && Number(claims.exp) * 1000 > this.#now && this.#pool.signer.verify(decoded.signed, decoded.signature) && !this.#pool.sessions.isRevoked(String(claims.origin_jti)); // prettier-ignore
    if (!good || !String(claims.scope).split(' ').includes('openid')) return json(401, { error: 'invalid_token' }); // prettier-ignore
    return json(200, { ...Object.fromEntries(user.attributes), username: user.username });
  }

  #asked(fields: Fields): Asked {
    const client = this.#pool.clients.find(fields.client_id ?? '');
    if (!client) throw new OAuthError('invalid_client');
    const { callbackURLs = [], allowedOAuthFlows = [], allowedOAuthScopes = [], allowedOAuthFlowsUserPoolClient } = client.record; // prettier-ignore
    const redirectUri = fields.redirect_uri ?? '';
    if (!callbackURLs.includes(redirectUri)) throw new OAuthError('redirect_mismatch');
    if (fields.response_type !== 'code' || !allowedOAuthFlowsUserPoolClient || !allowedOAuthFlows.includes('code')) throw new OAuthError('unauthorized_client'); // prettier-ignore
    const scopes = fields.scope?.split(' ') ?? allowedOAuthScopes;
    if (!scopes.every((scope) => allowedOAuthScopes.includes(scope))) throw new OAuthError('invalid_scope');
    if (fields.code_challenge !== undefined && fields.code_challenge_method !== 'S256') throw new OAuthError('invalid_request'); // prettier-ignore
    return { client, redirectUri, scope: scopes.join(' '), state: fields.state, challenge: fields.code_challenge, nonce: fields.nonce }; // prettier-ignore
  }

  /** Which app asks, with its secret where it has one. */
  #client({ client_id: id = '', client_secret: secret }: Fields): AppClient {
    const client = this.#pool.clients.find(id);
    if (!client || client.record.clientSecret !== secret) throw new OAuthError('invalid_client');
    return client;
  }

  get #now(): number {
    return this.#idp.region.world.simulation.epochMillis;
  }
}

/** An error as OAuth 2.0 has it: a word. */
class OAuthError extends Error {}

/** What a code verifier becomes on its way to the authorize endpoint: S256. https://www.rfc-editor.org/rfc/rfc7636 */
export const codeChallenge = (verifier: string): string => toBase64Url(digestOf(utf8(verifier)));

/** The public keys of a user pool, at the address that its tokens name. */
export function wellKnown(idp: Context, { origin, path }: HostRequest): HostAnswer {
  const [, id = '', file = ''] = /^\/([^/]+)\/\.well-known\/(.+)$/.exec(path) ?? [];
  const issuer = `${origin}/${id}`;
  const signer = signerOf(idp.region.world, issuer);
  if (!signer) return json(404, { message: 'Not Found' });
  if (file === 'openid-configuration') return json(200, { issuer, jwks_uri: `${issuer}/.well-known/jwks.json`, id_token_signing_alg_values_supported: ['RS256'] }); // prettier-ignore
  const { n, e } = signer.key ?? {};
  return json(200, { keys: n ? [{ alg: 'RS256', e, kid: signer.kid, kty: 'RSA', n, use: 'sig' }] : [] });
}

const json = (status: number, body: object): HostAnswer => ({
  status,
  headers: [['Content-Type', 'application/json']],
  body: JSON.stringify(body),
});

function told({ accessToken, idToken, refreshToken, expiresIn }: AuthenticationResult): HostAnswer {
  return json(200, { id_token: idToken, access_token: accessToken, refresh_token: refreshToken, expires_in: expiresIn, token_type: 'Bearer' }); // prettier-ignore
}

function redirect(to: string, fields: Readonly<Record<string, string | undefined>>): HostAnswer {
  const pairs = Object.entries(fields).filter(([, value]) => value !== undefined);
  const query = pairs.map(([name, value]) => `${name}=${encodeURIComponent(value!)}`).join('&');
  return {
    status: 302,
    headers: [['Location', query ? `${to}${to.includes('?') ? '&' : '?'}${query}` : to]],
  };
}

const headerOf = (headers: HostRequest['headers'], wanted: string) =>
  headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '';

const cookieOf = ({ headers }: HostRequest) => /cognito=([^;]+)/.exec(headerOf(headers, 'cookie'))?.[1] ?? '';

const formOf = (request: HostRequest): Fields =>
  Object.fromEntries(readHostRequest({ ...request, rawQuery: fromUtf8(request.body) }).query);

/** The client's id and secret, where they come as a user name and password. */
function basicOf({ headers }: HostRequest): Fields {
  const [, encoded = ''] = /^basic (.*)$/i.exec(headerOf(headers, 'authorization')) ?? [];
  const bytes = encoded ? fromBase64(encoded) : undefined;
  if (!bytes) return {};
  const [id = '', secret = ''] = fromUtf8(bytes).split(':');
  return { client_id: id, client_secret: secret };
}
