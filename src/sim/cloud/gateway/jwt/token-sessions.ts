/** Whether each use of a refresh token gives another one, and for how long the one before still works. */
export interface Rotation {
  readonly graceSeconds: number;
}

interface Session {
  readonly originJti: string;
  readonly username: string;
  readonly until: number;
  used: number;
  /** The refresh tokens that work, each with the moment at which it stops. */
  readonly tokens: Map<string, number>;
  revoked: boolean;
}

/** What became of a refresh token that was used. */
export type Refresh =
  | { readonly ok: true; readonly originJti: string; readonly refreshToken: string }
  | { readonly ok: false; readonly code: RefreshError; readonly message: string };

/** The errors of a refresh; the second one is of a token that rotation has taken out of use. */
export type RefreshError = 'NotAuthorizedException' | 'RefreshTokenReuseException';

const refused = (message: string, code: RefreshError = 'NotAuthorizedException'): Refresh => ({
  ok: false,
  code,
  message,
});

/**
 * The sign-ins of a user pool: which refresh tokens still work. Revoking one ends its session, with its access tokens
 * at Cognito's own API. A token that others verify by its signature stays good until it expires.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/token-revocation.html
 */
export class TokenSessions {
  readonly #maxPerUser: number;
  readonly #byToken = new Map<string, Session>();
  readonly #byOrigin = new Map<string, Session>();
  readonly #byUser = new Map<string, Set<Session>>();

  /** @param maxPerUser 1 to 100; the session that was used least recently ends when there is one more */
  constructor(maxPerUser = 20) {
    this.#maxPerUser = maxPerUser;
  }

  /** Begins a session. Moments are seconds since 1970; `until` is when its refresh token expires. */
  begin(username: string, originJti: string, refreshToken: string, at: number, until: number): void {
    const session: Session = {
      originJti,
      username,
      until,
      used: at,
      tokens: new Map([[refreshToken, until]]),
      revoked: false,
    };
    this.#byToken.set(refreshToken, session);
    this.#byOrigin.set(originJti, session);
    const sessions = this.#byUser.get(username) ?? new Set<Session>();
    this.#byUser.set(username, sessions.add(session));
    if (sessions.size <= this.#maxPerUser) return;
    const oldest = [...sessions].reduce((least, each) => (each.used < least.used ? each : least));
    this.#end(oldest);
  }

  /**
   * Uses a refresh token. With rotation it answers another one, valid for what is left of the session: refreshing
   * never makes a session longer.
   */
  refresh(refreshToken: string, at: number, nextToken: () => string, rotation?: Rotation): Refresh {
    const session = this.#byToken.get(refreshToken);
    if (!session) return refused('Invalid Refresh Token');
    if (session.revoked) return refused('Refresh Token has been revoked');
    if (at >= session.until) return refused('Refresh Token has expired');
    if (at >= (session.tokens.get(refreshToken) ?? 0))
      return refused('Refresh token has been rotated', 'RefreshTokenReuseException');
    session.used = at;
    if (!rotation) return { ok: true, originJti: session.originJti, refreshToken };
    const next = nextToken();
    const stops = Math.min(session.tokens.get(refreshToken) ?? 0, at + rotation.graceSeconds);
    session.tokens.set(refreshToken, stops).set(next, session.until);
    this.#byToken.set(next, session);
    return { ok: true, originJti: session.originJti, refreshToken: next };
  }

  /** The sign-in that a refresh token belongs to; undefined for an unknown one. */
  originOf(refreshToken: string): string | undefined {
    return this.#byToken.get(refreshToken)?.originJti;
  }

  /** RevokeToken: unknown tokens are no error. */
  revoke(refreshToken: string): void {
    const session = this.#byToken.get(refreshToken);
    if (session) this.#end(session);
  }

  /** GlobalSignOut: all of a user's sessions end. */
  signOut(username: string): void {
    for (const session of [...(this.#byUser.get(username) ?? [])]) this.#end(session);
  }

  /** Whether Cognito's own API refuses the access tokens of a session. */
  isRevoked(originJti: string): boolean {
    return this.#byOrigin.get(originJti)?.revoked ?? false;
  }

  #end(session: Session): void {
    session.revoked = true;
    this.#byUser.get(session.username)?.delete(session);
  }
}
