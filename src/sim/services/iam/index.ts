/** AWS Identity and Access Management: users, groups, roles and policies, and who may do what. */
export type { Root } from './account.ts';
export type { Explanation } from './guard.ts';
export { Iam, type LevelPolicies } from './iam.ts';
export { iamLimits } from './limits.ts';
export type { IamModel } from './model.ts';
