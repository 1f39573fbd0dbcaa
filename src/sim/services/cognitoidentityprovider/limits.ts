import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const GUIDE = 'https://docs.aws.amazon.com/cognito/latest/developerguide/';
const QUOTAS = `${GUIDE}quotas.html`;
const API = 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/';

/** What Amazon Cognito user pools allow. Checked on 2026-11-28. */
export const cognitoIdentityProviderLimits = {
  userPools: row('User pools of a Region', 'user pools', QUOTAS, { max: 1000 }, true),
  users: row('Users of a user pool', 'users', QUOTAS, { max: 40_000_000 }, true),
  clients: row('App clients of a user pool', 'app clients', QUOTAS, { max: 1000 }, true),
  groups: row('Groups of a user pool', 'groups', QUOTAS, { max: 10_000 }),
  groupsOfUser: row('Groups of a user', 'groups', QUOTAS, { max: 100 }),
  providers: row('Identity providers of a user pool', 'identity providers', QUOTAS, { max: 300 }, true),
  resourceServers: row('Resource servers of a user pool', 'resource servers', QUOTAS, { max: 25 }, true),
  linkedIdentities: row('Identities linked to a user', 'identities', QUOTAS, { max: 5 }),
  callbackUrls: row('Callback URLs of an app client', 'URLs', QUOTAS, { max: 100 }),
  customAttributes: row('Custom attributes of a user pool', 'attributes', QUOTAS, { max: 50 }),
  attribute: row('Value of an attribute', 'bytes', QUOTAS, { max: 2048 }),
  password: row('Password', 'characters', QUOTAS, { max: 256 }),
  minimumPassword: row('Minimum length that a password policy asks for', 'characters', QUOTAS, { default: 8, min: 6, max: 99 }), // prettier-ignore
  temporaryPassword: row('Validity of a temporary password', 'days', `${API}API_PasswordPolicyType.html`, { default: 7, max: 365 }), // prettier-ignore
  emails: row('Emails a day by Cognito’s own mail', 'emails', QUOTAS, { max: 50 }),
  idToken: row('Validity of an ID token', 'seconds', QUOTAS, { default: 3600, min: 300, max: 86_400 }),
  accessToken: row('Validity of an access token', 'seconds', QUOTAS, { default: 3600, min: 300, max: 86_400 }), // prettier-ignore
  refreshToken: row('Validity of a refresh token', 'seconds', QUOTAS, { default: 2_592_000, min: 3600, max: 315_360_000 }), // prettier-ignore
  rotationGrace: row('Grace period of a rotated refresh token', 'seconds', `${GUIDE}amazon-cognito-user-pools-using-the-refresh-token.html`, { min: 0, max: 60 }), // prettier-ignore
  tokenSessions: row('Token sessions of a user', 'sessions', `${API}API_UserPoolTokenSessionConfigType.html`, { default: 20, min: 1, max: 100 }), // prettier-ignore
  authSession: row('Time to answer a challenge', 'minutes', QUOTAS, { default: 3, min: 3, max: 15 }),
  loginCookie: row('Session cookie of managed login', 'seconds', QUOTAS, { default: 3600 }),
  signUpCode: row('Validity of a confirmation code', 'seconds', QUOTAS, { default: 86_400 }),
  passwordCode: row('Validity of a code for a new password', 'seconds', QUOTAS, { default: 3600 }),
  failures: row('Wrong passwords before a lockout', 'attempts', `${GUIDE}authentication.html`, { default: 5 }), // prettier-ignore
  lockout: row('Lockout after wrong passwords', 'seconds', `${GUIDE}authentication.html`, { min: 1, max: 900 }), // prettier-ignore
  triggerTimeout: row('Time for a Lambda trigger', 'seconds', `${GUIDE}cognito-user-pools-working-with-lambda-triggers.html`, { default: 5 }), // prettier-ignore
  triggerAttempts: row('Calls of a Lambda trigger that is late', 'calls', `${GUIDE}cognito-user-pools-working-with-lambda-triggers.html`, { default: 3 }), // prettier-ignore
  userAuthentication: row('UserAuthentication: sign-ins and refreshes', 'requests per second', QUOTAS, { max: 120 }, true), // prettier-ignore
  userCreation: row('UserCreation: sign-ups and confirmations', 'requests per second', QUOTAS, { max: 50 }, true), // prettier-ignore
  userFederation: row('UserFederation: answers of other providers', 'requests per second', QUOTAS, { max: 25 }, true), // prettier-ignore
  userAccountRecovery: row('UserAccountRecovery: passwords set and reset', 'requests per second', QUOTAS, { max: 30 }), // prettier-ignore
  userRead: row('UserRead: GetUser, AdminGetUser', 'requests per second', QUOTAS, { max: 120 }, true),
  listed: row('Users, groups or clients of a page', 'entries', `${API}API_ListUsers.html`, { default: 60, min: 0, max: 60 }), // prettier-ignore
} satisfies Record<string, Limit>;
