import { policySize } from '../../cloud/policy/index.ts';
import { withoutTags } from '../../cloud/tags.ts';
import { accountsOf } from './account.ts';
import { Role } from './entity.ts';
import { conflict, documentOf, exists, iamError, noSuch, overQuota } from './errors.ts';
import { iamLimits as limits } from './limits.ts';
import { page, Part, pathOf, tagged, under } from './part.ts';
import type { Input, Output } from './schema.ts';
import { linkedRoleOf } from './service-linked.ts';
import { renameInTrust } from './trust.ts';

/** Roles, those that services link to themselves among them. */
export class Roles extends Part {
  /** Deletions of linked roles: tasks by id. */
  readonly #tasks = new Set<string>();

  createRole(input: Input<'CreateRole'>): Output<'CreateRole'> {
    const { roleName, assumeRolePolicyDocument: trust, path, permissionsBoundary } = input;
    const { account } = this;
    this.#free(roleName);
    this.room(account.roles.size, limits.roles, 'RolesPerAccount');
    this.#checkTrust(trust);
    const role = new Role(account.prefix, roleName, pathOf(path), account.id21('AROA'), this.date, trust);
    if (permissionsBoundary !== undefined) role.boundary = account.policy(permissionsBoundary);
    role.tags = tagged(role.tags, input.tags);
    role.description = input.description;
    role.maxSessionDuration = input.maxSessionDuration ?? limits.sessionDuration.default;
    account.roles.set(roleName, role);
    return { role: role.describe() };
  }

  getRole({ roleName }: Input<'GetRole'>): Output<'GetRole'> {
    return { role: this.account.role(roleName).whole() };
  }

  listRoles(input: Input<'ListRoles'> = {}): Output<'ListRoles'> {
    const { items, more } = page([...this.account.roles.values()].filter(under(input.pathPrefix)), input);
    return { roles: items.map((role) => role.summary()), ...more };
  }

  updateRole({ roleName, description, maxSessionDuration }: Input<'UpdateRole'>): Output<'UpdateRole'> {
    const role = this.#own(roleName);
    role.description = description ?? role.description;
    role.maxSessionDuration = maxSessionDuration ?? limits.sessionDuration.default;
    return {};
  }

  updateAssumeRolePolicy({
    roleName,
    policyDocument,
  }: Input<'UpdateAssumeRolePolicy'>): Output<'UpdateAssumeRolePolicy'> {
    const role = this.#own(roleName);
    this.#checkTrust(policyDocument);
    role.trust = policyDocument;
    return {};
  }

  deleteRole({ roleName }: Input<'DeleteRole'>): Output<'DeleteRole'> {
    const role = this.#own(roleName);
    const inProfile = [...this.account.profiles.values()].some((profile) => profile.role === role);
    if (inProfile) throw conflict('Cannot delete entity, must remove roles from instance profile first.');
    if (role.attached.size > 0) throw conflict('Cannot delete entity, must detach all policies first.');
    if (role.inline.size > 0) throw conflict('Cannot delete entity, must delete policies first.');
    this.account.roles.delete(roleName);
    renameInTrust(accountsOf(this.iam.region.world), role.arn, role.id);
    return {};
  }

  tagRole({ roleName, tags }: Input<'TagRole'>): Output<'TagRole'> {
    const role = this.#own(roleName);
    role.tags = tagged(role.tags, tags);
    return {};
  }

  untagRole({ roleName, tagKeys }: Input<'UntagRole'>): Output<'UntagRole'> {
    const role = this.#own(roleName);
    role.tags = withoutTags(role.tags, tagKeys);
    return {};
  }

  listRoleTags(input: Input<'ListRoleTags'>): Output<'ListRoleTags'> {
    const { items, more } = page(this.account.role(input.roleName).tagList ?? [], input);
    return { tags: items, ...more };
  }

  // ── Service-linked roles ──────────────────────────────────────────────────────────────────────────────────────────
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html

  createServiceLinkedRole(input: Input<'CreateServiceLinkedRole'>): Output<'CreateServiceLinkedRole'> {
    const { awsServiceName: service, description, customSuffix } = input;
    const { account } = this;
    const linked = linkedRoleOf(service);
    if (customSuffix !== undefined && !linked.suffix)
      throw iamError('InvalidInputException', `Custom suffix is not allowed for ${service}`);
    const name = customSuffix === undefined ? linked.roleName : `${linked.roleName}_${customSuffix}`;
    if (account.roles.has(name))
      throw iamError('InvalidInputException', `Service role name ${name} has been taken in this account, please try a different suffix.`); // prettier-ignore
    const trust = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }] }); // prettier-ignore
    const role = new Role(account.prefix, name, `/aws-service-role/${service}/`, account.id21('AROA'), this.date, trust, service); // prettier-ignore
    role.description = description ?? linked.description;
    const aws = `arn:${account.partition}:iam::aws`;
    const arn = `${aws}:policy/aws-service-role/${linked.policyName}`;
    role.attached.add(account.policies.get(arn) ?? account.addPolicy(aws, linked.policyName, '/aws-service-role/', ANYTHING)); // prettier-ignore
    account.roles.set(name, role);
    return { role: role.describe() };
  }

  /** AWS asks the service first whether it still needs the role; here it never does. */
  deleteServiceLinkedRole({ roleName }: Input<'DeleteServiceLinkedRole'>): Output<'DeleteServiceLinkedRole'> {
    const role = this.account.role(roleName);
    if (role.linkedTo === undefined)
      throw iamError('InvalidInputException', `${roleName} is no service-linked role.`);
    this.account.roles.delete(roleName);
    const deletionTaskId = `task${role.path}${roleName}/${this.account.letters(12, '0123456789abcdef')}`;
    this.#tasks.add(deletionTaskId);
    return { deletionTaskId };
  }

  getServiceLinkedRoleDeletionStatus({
    deletionTaskId,
  }: Input<'GetServiceLinkedRoleDeletionStatus'>): Output<'GetServiceLinkedRoleDeletionStatus'> {
    if (!this.#tasks.has(deletionTaskId)) throw noSuch(`Deletion task ${deletionTaskId} cannot be found.`);
    return { status: 'SUCCEEDED' };
  }

  /** A role that its account may change: a service-linked one is the service's. */
  #own(name: string): Role {
    const role = this.account.role(name);
    if (role.linkedTo !== undefined)
      throw iamError('UnmodifiableEntityException', `Cannot perform the operation on the protected role '${name}' - this role is only modifiable by AWS`); // prettier-ignore
    return role;
  }

  #checkTrust(text: string): void {
    documentOf(text, 'trust');
    const max = this.iam.quota(limits.trustPolicySize);
    if (policySize(text) > max) throw overQuota(`Cannot exceed quota for ACLSizePerRole: ${max}`);
  }

  #free(name: string): void {
    for (const other of this.account.roles.keys())
      if (other.toLowerCase() === name.toLowerCase()) throw exists(`Role with name ${name} already exists.`);
  }
}

/** What stands for a linked role's policy: services act by their own right here. */
const ANYTHING = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';
