import type { Claims } from './token.ts';

/** What the validity of a token is counted in. */
export type ValidityUnit = 'seconds' | 'minutes' | 'hours' | 'days';

const UNITS: Readonly<Record<ValidityUnit, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** The kinds of tokens that a user pool gives. */
export type TokenKind = 'access' | 'id' | 'refresh';

interface Validity {
  readonly least: number;
  readonly most: number;
  readonly normal: number;
}

/**
 * In seconds.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
 */
export const VALIDITY: Readonly<Record<TokenKind, Validity>> = {
  access: { least: 300, most: 86_400, normal: 3600 },
  id: { least: 300, most: 86_400, normal: 3600 },
  refresh: { least: 3600, most: 315_360_000, normal: 2_592_000 },
};

/** How many seconds a kind of token is valid for, or undefined where an app client may not have that. */
export function validityOf(kind: TokenKind, value?: number, unit?: ValidityUnit): number | undefined {
  const { least, most, normal } = VALIDITY[kind];
  if (value === undefined) return normal;
  const seconds = value * UNITS[unit ?? (kind === 'refresh' ? 'days' : 'hours')];
  return seconds >= least && seconds <= most ? seconds : undefined;
}

/** One sign-in of a user at an app client. */
export interface SignIn {
  /** `https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEf` */
  readonly issuer: string;
  readonly clientId: string;
  readonly username: string;
  readonly sub: string;
  readonly groups?: readonly string[];
  readonly attributes?: Readonly<Record<string, string | boolean>>;
  readonly scope?: string;
  /** What all tokens of the sign-in share, refreshed ones too. */
  readonly originJti: string;
  readonly eventId: string;
  /** Seconds since 1970. */
  readonly authTime: number;
}

/** When a token is issued and for how long. */
export interface Issue {
  readonly jti: string;
  readonly at: number;
  readonly validity: number;
}

/** The issuer of a user pool’s tokens. */
export const issuerOf = (region: string, userPoolId: string) =>
  `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`;

const SELF_SERVICE = 'aws.cognito.signin.user.admin';

function common(signIn: SignIn, { jti, at, validity }: Issue, tokenUse: string): Claims {
  return {
    sub: signIn.sub,
    ...(signIn.groups && signIn.groups.length > 0 && { 'cognito:groups': signIn.groups }),
    iss: signIn.issuer,
    origin_jti: signIn.originJti,
    event_id: signIn.eventId,
    token_use: tokenUse,
    auth_time: signIn.authTime,
    exp: Math.floor(at) + validity,
    iat: Math.floor(at),
    jti,
  };
}

/** Who the user is. https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html */
export function idClaims(signIn: SignIn, issue: Issue): Claims {
  return {
    ...signIn.attributes,
    ...common(signIn, issue, 'id'),
    aud: signIn.clientId,
    'cognito:username': signIn.username,
  };
}

/** What the user may do. https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html */
export function accessClaims(signIn: SignIn, issue: Issue): Claims {
  return {
    ...common(signIn, issue, 'access'),
    client_id: signIn.clientId,
    scope: signIn.scope ?? SELF_SERVICE,
    username: signIn.username,
  };
}
