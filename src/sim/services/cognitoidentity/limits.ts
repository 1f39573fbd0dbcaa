import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const GUIDE = 'https://docs.aws.amazon.com/cognito/latest/developerguide/';
const QUOTAS = `${GUIDE}quotas.html`;

/** What Amazon Cognito identity pools allow. Checked on 2026-11-28. */
export const cognitoIdentityLimits = {
  identityPools: row('Identity pools of an account', 'identity pools', QUOTAS, { max: 1000 }, true),
  userPools: row('User pools that an identity pool trusts', 'user pools', QUOTAS, { max: 50 }, true),
  mappings: row('Providers with role mappings', 'providers', QUOTAS, { max: 10 }),
  rules: row('Rules of a role mapping', 'rules', QUOTAS, { max: 25 }),
  credentials: row('Credentials of the enhanced flow', 'seconds', `${GUIDE}authentication-flow.html`, { default: 3600 }), // prettier-ignore
  name: row('Name of an identity pool', 'bytes', QUOTAS, { min: 1, max: 128 }),
  getId: row('GetId', 'requests per second', QUOTAS, { max: 25 }, true),
  getOpenIdToken: row('GetOpenIdToken', 'requests per second', QUOTAS, { max: 200 }, true),
  getCredentials: row('GetCredentialsForIdentity', 'requests per second', QUOTAS, { max: 200 }, true),
  listed: row('Entries of a page', 'entries', QUOTAS, { min: 1, max: 60 }),
} satisfies Record<string, Limit>;
