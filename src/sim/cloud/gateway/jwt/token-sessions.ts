/** How long a rotated refresh token still works, and how many sessions a user may have. */
export interface SessionSettings {
  readonly rotation?: { readonly graceSeconds: number };
  /** 1 to 100; the session that was used least recently ends when there is one more. */
  readonly maxPerUser?: number;
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
  | { readonly ok: false; readonly code: 'NotAuthorizedException'; readonly message: string };

const refused = (message: string): Refresh => ({ ok: false, code: 'NotAuthorizedException', message });

const DEFAULT_MAX_PER_USER = 20;

/**
 * The sign-ins of a user pool: which refresh tokens still work. Revoking one ends its session, with its access tokens
 * at Cognito's own API. A token that others verify by its signature stays good until it expires.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/token-revocation.html
 */
export class TokenSessions {
  readonly #settings: SessionSettings;
  readonly #byToken = new Map<string, Session>();
  readonly #byOrigin = new Map<string, Session>();
  readonly #byUser = new Map<string, Set<Session>>();

  constructor(settings: SessionSettings = {}) {
    this.#settings = settings;
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
    if (sessions.size <= (this.#settings.maxPerUser ?? DEFAULT_MAX_PER_USER)) return;
    const oldest = [...sessions].reduce((least, each) => (each.used < least.used ? each : least));
    this.#end(oldest);
  }

  /**
   * Uses a refresh token. With rotation it answers another one, valid for what is left of the session: refreshing
   * never makes a session longer.
   */
  refresh(refreshToken: string, at: number, nextToken: () => string): Refresh {
    const session = this.#byToken.get(refreshToken);
    if (!session) return refused('Invalid Refresh Token');
    if (session.revoked) return refused('Refresh Token has been revoked');
    if (at >= session.until) return refused('Refresh Token has expired');
    if (at >= (session.tokens.get(refreshToken) ?? 0)) return refused('Refresh Token has been revoked');
    session.used = at;
    const { rotation } = this.#settings;
    if (!rotation) return { ok: true, originJti: session.originJti, refreshToken };
    const next = nextToken();
    const stops = Math.min(session.tokens.get(refreshToken) ?? 0, at + rotation.graceSeconds);
    session.tokens.set(refreshToken, stops).set(next, session.until);
    this.#byToken.set(next, session);
    return { ok: true, originJti: session.originJti, refreshToken: next };
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
