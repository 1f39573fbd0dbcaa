import { policySize } from '../../cloud/policy/index.ts';
import type { Limit } from '../../cloud/index.ts';
import { type Entity, encoded } from './entity.ts';
import { documentOf, iamError, noSuch, overQuota } from './errors.ts';
import { iamLimits as limits } from './limits.ts';
import { page, Part } from './part.ts';
import type { Input, Output } from './schema.ts';

/** Policies of users, groups and roles: inline, attached, and as the most that they may. */
export class Attachments extends Part {
  // ── Inline policies: one identity's alone ─────────────────────────────────────────────────────────────────────────

  putUserPolicy({ userName, ...policy }: Input<'PutUserPolicy'>): Output<'PutUserPolicy'> {
    return this.#put(this.account.user(userName), policy, limits.userInlineSize);
  }

  putGroupPolicy({ groupName, ...policy }: Input<'PutGroupPolicy'>): Output<'PutGroupPolicy'> {
    return this.#put(this.account.group(groupName), policy, limits.groupInlineSize);
  }

  putRolePolicy({ roleName, ...policy }: Input<'PutRolePolicy'>): Output<'PutRolePolicy'> {
    return this.#put(this.#role(roleName), policy, limits.roleInlineSize);
  }

  getUserPolicy({ userName, policyName }: Input<'GetUserPolicy'>): Output<'GetUserPolicy'> {
    return { userName, policyName, policyDocument: inline(this.account.user(userName), policyName) };
  }

  getGroupPolicy({ groupName, policyName }: Input<'GetGroupPolicy'>): Output<'GetGroupPolicy'> {
    return { groupName, policyName, policyDocument: inline(this.account.group(groupName), policyName) };
  }

  getRolePolicy({ roleName, policyName }: Input<'GetRolePolicy'>): Output<'GetRolePolicy'> {
    return { roleName, policyName, policyDocument: inline(this.account.role(roleName), policyName) };
  }

  listUserPolicies(input: Input<'ListUserPolicies'>): Output<'ListUserPolicies'> {
    return names(this.account.user(input.userName), input);
  }

  listGroupPolicies(input: Input<'ListGroupPolicies'>): Output<'ListGroupPolicies'> {
    return names(this.account.group(input.groupName), input);
  }

  listRolePolicies(input: Input<'ListRolePolicies'>): Output<'ListRolePolicies'> {
    return names(this.account.role(input.roleName), input);
  }

  deleteUserPolicy({ userName, policyName }: Input<'DeleteUserPolicy'>): Output<'DeleteUserPolicy'> {
    return remove(this.account.user(userName), policyName);
  }

  deleteGroupPolicy({ groupName, policyName }: Input<'DeleteGroupPolicy'>): Output<'DeleteGroupPolicy'> {
    return remove(this.account.group(groupName), policyName);
  }

  deleteRolePolicy({ roleName, policyName }: Input<'DeleteRolePolicy'>): Output<'DeleteRolePolicy'> {
    return remove(this.#role(roleName), policyName);
  }

  // ── Managed policies: one for many ────────────────────────────────────────────────────────────────────────────────

  attachUserPolicy({ userName, policyArn }: Input<'AttachUserPolicy'>): Output<'AttachUserPolicy'> {
    return this.#attach(this.account.user(userName), policyArn, limits.attachedToUser, 'PoliciesPerUser');
  }

  attachGroupPolicy({ groupName, policyArn }: Input<'AttachGroupPolicy'>): Output<'AttachGroupPolicy'> {
    return this.#attach(this.account.group(groupName), policyArn, limits.attachedToGroup, 'PoliciesPerGroup');
  }

  attachRolePolicy({ roleName, policyArn }: Input<'AttachRolePolicy'>): Output<'AttachRolePolicy'> {
    return this.#attach(this.#role(roleName), policyArn, limits.attachedToRole, 'PoliciesPerRole');
  }

  detachUserPolicy({ userName, policyArn }: Input<'DetachUserPolicy'>): Output<'DetachUserPolicy'> {
    return this.#detach(this.account.user(userName), policyArn);
  }

  detachGroupPolicy({ groupName, policyArn }: Input<'DetachGroupPolicy'>): Output<'DetachGroupPolicy'> {
    return this.#detach(this.account.group(groupName), policyArn);
  }

  detachRolePolicy({ roleName, policyArn }: Input<'DetachRolePolicy'>): Output<'DetachRolePolicy'> {
    return this.#detach(this.#role(roleName), policyArn);
  }

  listAttachedUserPolicies(input: Input<'ListAttachedUserPolicies'>): Output<'ListAttachedUserPolicies'> {
    return attached(this.account.user(input.userName), input);
  }

  listAttachedGroupPolicies(input: Input<'ListAttachedGroupPolicies'>): Output<'ListAttachedGroupPolicies'> {
    return attached(this.account.group(input.groupName), input);
  }

  listAttachedRolePolicies(input: Input<'ListAttachedRolePolicies'>): Output<'ListAttachedRolePolicies'> {
    return attached(this.account.role(input.roleName), input);
  }

  // ── Permissions boundaries ────────────────────────────────────────────────────────────────────────────────────────

  putUserPermissionsBoundary({
    userName,
    permissionsBoundary,
  }: Input<'PutUserPermissionsBoundary'>): Output<'PutUserPermissionsBoundary'> {
    this.account.user(userName).boundary = this.account.policy(permissionsBoundary);
    return {};
  }

  putRolePermissionsBoundary({
    roleName,
    permissionsBoundary,
  }: Input<'PutRolePermissionsBoundary'>): Output<'PutRolePermissionsBoundary'> {
    this.#role(roleName).boundary = this.account.policy(permissionsBoundary);
    return {};
  }

  deleteUserPermissionsBoundary({
    userName,
  }: Input<'DeleteUserPermissionsBoundary'>): Output<'DeleteUserPermissionsBoundary'> {
    this.account.user(userName).boundary = undefined;
    return {};
  }

  deleteRolePermissionsBoundary({
    roleName,
  }: Input<'DeleteRolePermissionsBoundary'>): Output<'DeleteRolePermissionsBoundary'> {
    this.#role(roleName).boundary = undefined;
    return {};
  }

  #role(name: string) {
    const role = this.account.role(name);
    if (role.linkedTo !== undefined)
      throw iamError('UnmodifiableEntityException', `Cannot perform the operation on the protected role '${name}' - this role is only modifiable by AWS`); // prettier-ignore
    return role;
  }

  #put(
    entity: Entity,
    { policyName, policyDocument: text }: { policyName: string; policyDocument: string },
    row: Limit,
  ) {
    documentOf(text, 'identity');
    const max = this.iam.quota(row);
    let size = policySize(text);
    for (const [name, other] of entity.inline) if (name !== policyName) size += policySize(other);
    if (size > max)
      throw overQuota(`Maximum policy size of ${max} bytes exceeded for ${entity.kind} ${entity.name}`);
    entity.inline.set(policyName, text);
    return {};
  }

  #attach(entity: Entity, arn: string, row: Limit, quota: string) {
    const policy = this.account.policy(arn, `Policy ${arn} does not exist or is not attachable.`);
    if (!entity.attached.has(policy)) this.room(entity.attached.size, row, quota);
    entity.attached.add(policy);
    return {};
  }

  #detach(entity: Entity, arn: string) {
    if (!entity.attached.delete(this.account.policy(arn))) throw noSuch(`Policy ${arn} was not found.`);
    return {};
  }
}

function inline(entity: Entity, name: string): string {
  const text = entity.inline.get(name);
  if (text === undefined) throw noSuch(`The ${entity.kind} policy with name ${name} cannot be found.`);
  return encoded(text);
}

function remove(entity: Entity, name: string) {
  if (!entity.inline.delete(name))
    throw noSuch(`The ${entity.kind} policy with name ${name} cannot be found.`);
  return {};
}

function names(entity: Entity, request: { marker?: string; maxItems?: number }) {
  const { items, more } = page([...entity.inline.keys()], request);
  return { policyNames: items, ...more };
}

function attached(entity: Entity, request: { pathPrefix?: string; marker?: string; maxItems?: number }) {
  const all = [...entity.attached].filter(({ path }) => path.startsWith(request.pathPrefix ?? '/'));
  const { items, more } = page(all, request);
  return { attachedPolicies: items.map(({ name, arn }) => ({ policyName: name, policyArn: arn })), ...more };
}
