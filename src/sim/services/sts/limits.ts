import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const API = 'https://docs.aws.amazon.com/STS/latest/APIReference/';

/** What AWS STS allows. Checked on 2026-11-28. */
export const stsLimits = {
  roleSession: row('Session of a role', 'seconds', `${API}API_AssumeRole.html`, {
    default: 3600,
    min: 900,
    max: 43_200,
  }),
  chainedSession: row('Session of a role that another role’s session assumes', 'seconds', `${API}API_AssumeRole.html`, { max: 3600 }), // prettier-ignore
  userSession: row('Session of a user', 'seconds', `${API}API_GetSessionToken.html`, {
    default: 43_200,
    min: 900,
    max: 129_600,
  }),
  federatedSession: row('Session of a federated user', 'seconds', `${API}API_GetFederationToken.html`, {
    default: 43_200,
    min: 900,
    max: 129_600,
  }),
  sessionName: row('Name of a role’s session', 'characters', `${API}API_AssumeRole.html`, { min: 2, max: 64 }), // prettier-ignore
  federatedName: row('Name of a federated user', 'characters', `${API}API_GetFederationToken.html`, { min: 2, max: 32 }), // prettier-ignore
  externalId: row('External id', 'characters', `${API}API_AssumeRole.html`, { min: 2, max: 1224 }),
  sessionPolicy: row('Session policy passed as text', 'characters', `${API}API_AssumeRole.html`, { min: 1, max: 2048 }), // prettier-ignore
  sessionPolicyArns: row('Managed policies passed with a session', 'policies', `${API}API_AssumeRole.html`, { max: 10 }), // prettier-ignore
  sessionTags: row('Tags of a session', 'tags', `${API}API_AssumeRole.html`, { max: 50 }),
} satisfies Record<string, Limit>;
