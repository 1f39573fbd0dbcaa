import { toBase64 } from '../../cloud/gateway/bytes.ts';
import { hmacSha256, type Rotation, type TokenKind, validityOf } from '../../cloud/gateway/jwt/index.ts';
import { utf8 } from '../../cloud/digest/index.ts';
import type { ExplicitAuthFlowsType, Model, UserPoolClientType } from './schema.ts';

/** An app client as AWS tells it. */
export type ClientRecord = Model<UserPoolClientType>;

const DEFAULT_FLOWS: readonly ExplicitAuthFlowsType[] = [
  'ALLOW_REFRESH_TOKEN_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_CUSTOM_AUTH',
];

/** One application of a user pool: which flows it may use, and how long its tokens count. */
export class AppClient {
  record: ClientRecord;

  /** Made by `Clients`. */
  constructor(record: ClientRecord) {
    this.record = record;
  }

  get id(): string {
    return this.record.clientId!;
  }

  /** How many seconds a kind of token counts; undefined where the settings are out of range. */
  validity(kind: TokenKind): number | undefined {
    const { accessTokenValidity, idTokenValidity, refreshTokenValidity, tokenValidityUnits = {} } = this.record; // prettier-ignore
    if (kind === 'access') return validityOf(kind, accessTokenValidity || undefined, tokenValidityUnits.accessToken); // prettier-ignore
    if (kind === 'id') return validityOf(kind, idTokenValidity || undefined, tokenValidityUnits.idToken);
    return validityOf(kind, refreshTokenValidity || undefined, tokenValidityUnits.refreshToken);
  }

  /** Whether the client may sign users in by a flow: `USER_PASSWORD_AUTH`. */
  allows(flow: string): boolean {
    const { explicitAuthFlows } = this.record;
    const flows: readonly string[] = explicitAuthFlows?.length ? explicitAuthFlows : DEFAULT_FLOWS;
    return flows.includes(`ALLOW_${flow}`) || flows.includes(flow);
  }

  /** How its refresh tokens rotate; undefined where they do not. */
  get rotation(): Rotation | undefined {
    const { feature, retryGracePeriodSeconds = 0 } = this.record.refreshTokenRotation ?? {};
    return feature === 'ENABLED' ? { graceSeconds: retryGracePeriodSeconds } : undefined;
  }

  /** Whether a secret hash is right, where the client has a secret. */
  proves(username: string, hash: string | undefined): boolean {
    const { clientSecret } = this.record;
    return clientSecret === undefined || hash === secretHash(username, this.id, clientSecret);
  }
}

/**
 * The proof that a request knows an app client's secret: SECRET_HASH.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash
 *
 * @param username the user's name; for a refresh the name in the access token
 */
export function secretHash(username: string, clientId: string, clientSecret: string): string {
  return toBase64(hmacSha256(utf8(clientSecret), utf8(username + clientId)));
}
