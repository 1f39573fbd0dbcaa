import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const QUOTAS = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html';
const AMOUNTS = 'https://docs.aws.amazon.com/general/latest/gr/iam-service.html';
const PASSWORDS =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html';
const REPORT = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html';
const API = 'https://docs.aws.amazon.com/IAM/latest/APIReference/';
const ROLES = `${API}API_CreateRole.html`;

/** What IAM allows. Checked on 2026-11-28. */
export const iamLimits = {
  users: row('Users of an account', 'users', AMOUNTS, { max: 5000 }),
  groups: row('Groups of an account', 'groups', AMOUNTS, { max: 300 }, true),
  roles: row('Roles of an account', 'roles', AMOUNTS, { max: 1000 }, true),
  instanceProfiles: row('Instance profiles of an account', 'profiles', AMOUNTS, { max: 1000 }, true),
  policies: row('Customer managed policies of an account', 'policies', AMOUNTS, { max: 1500 }, true),
  groupsPerUser: row('Groups of a user', 'groups', AMOUNTS, { max: 10 }),
  accessKeys: row('Access keys of a user', 'keys', AMOUNTS, { max: 2 }),
  mfaDevices: row('MFA devices of a user', 'devices', AMOUNTS, { max: 8 }),
  attachedToUser: row('Managed policies of a user', 'policies', AMOUNTS, { max: 10 }, true),
  attachedToGroup: row('Managed policies of a group', 'policies', AMOUNTS, { max: 10 }),
  attachedToRole: row('Managed policies of a role', 'policies', AMOUNTS, { max: 20 }, true),
  policyVersions: row('Versions of a managed policy', 'versions', AMOUNTS, { max: 5 }),
  managedPolicySize: row('A managed policy', 'characters', AMOUNTS, { max: 6144 }),
  userInlineSize: row('Inline policies of a user together', 'characters', QUOTAS, { max: 2048 }),
  groupInlineSize: row('Inline policies of a group together', 'characters', QUOTAS, { max: 5120 }),
  roleInlineSize: row('Inline policies of a role together', 'characters', QUOTAS, { max: 10_240 }),
  trustPolicySize: row('Trust policy of a role', 'characters', AMOUNTS, { max: 2048 }, true),
  rolesOfProfile: row('Roles of an instance profile', 'roles', `${API}API_AddRoleToInstanceProfile.html`, {
    max: 1,
  }),
  aliases: row('Aliases of an account', 'aliases', `${API}API_ListAccountAliases.html`, { max: 1 }),
  serviceCredentials: row('Service-specific credentials of a user and service', 'credentials', `${API}API_CreateServiceSpecificCredential.html`, { max: 2 }), // prettier-ignore
  userName: row('Name of a user or role', 'characters', QUOTAS, { min: 1, max: 64 }),
  name: row('Name of a group, policy or instance profile', 'characters', QUOTAS, { min: 1, max: 128 }),
  path: row('Path', 'characters', QUOTAS, { min: 1, max: 512 }),
  sessionDuration: row('Longest session of a role', 'seconds', ROLES, {
    default: 3600,
    min: 3600,
    max: 43_200,
  }),
  passwordLength: row('Least length of a password', 'characters', PASSWORDS, {
    default: 8,
    min: 6,
    max: 128,
  }),
  passwordAge: row('Age at which passwords expire', 'days', PASSWORDS, { min: 1, max: 1095 }),
  passwordReuse: row('Passwords that are remembered', 'passwords', PASSWORDS, { min: 1, max: 24 }),
  reportAge: row('Age up to which a credential report is given again', 'seconds', REPORT, { max: 14_400 }),
  listed: row('Entries of a page', 'entries', `${API}API_ListUsers.html`, { default: 100, min: 1, max: 1000 }), // prettier-ignore
  tags: row('Tags of a user, role or policy', 'tags', AMOUNTS, { max: 50 }),
  tagKey: row('Key of a tag', 'characters', QUOTAS, { min: 1, max: 128 }),
  tagValue: row('Value of a tag', 'characters', QUOTAS, { min: 0, max: 256 }),
} satisfies Record<string, Limit>;
