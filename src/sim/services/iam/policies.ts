import { policySize } from '../../cloud/policy/index.ts';
import { conflict, documentOf, exists, noSuch, overQuota } from './errors.ts';
import { iamLimits as limits } from './limits.ts';
import type { ManagedPolicy, PolicyVersion } from './managed-policy.ts';
import { page, Part, pathOf, tagged, under } from './part.ts';
import type { Input, Output } from './schema.ts';

/** Managed policies and their versions. */
export class Policies extends Part {
  createPolicy(input: Input<'CreatePolicy'>): Output<'CreatePolicy'> {
    const { policyName: name, policyDocument: text, path, description, tags } = input;
    const { account } = this;
    const own = this.#own();
    if (own.some((policy) => policy.name.toLowerCase() === name.toLowerCase()))
      throw exists(`A policy called ${name} already exists. Duplicate names are not allowed.`);
    this.room(own.length, limits.policies, 'PoliciesPerAccount');
    this.#check(text);
    const all = tagged(new Map(), tags);
    const policy = account.addPolicy(account.prefix, name, pathOf(path), text, description);
    policy.tags = all;
    // The answer of CreatePolicy has no description.
    return { policy: { ...this.#describe(policy), description: undefined } };
  }

  getPolicy({ policyArn }: Input<'GetPolicy'>): Output<'GetPolicy'> {
    return { policy: this.#describe(this.account.policy(policyArn)) };
  }

  listPolicies(input: Input<'ListPolicies'> = {}): Output<'ListPolicies'> {
    const { scope = 'All', onlyAttached = false, pathPrefix } = input;
    const inScope = (policy: ManagedPolicy) => scope === 'All' || (scope === 'AWS') === policy.isAws;
    const all = [...this.account.policies.values()]
      .filter(inScope)
      .filter(under(pathPrefix))
      .map((policy) => ({ ...this.#describe(policy), tags: undefined }))
      .filter(({ attachmentCount }) => !onlyAttached || attachmentCount > 0);
    const { items, more } = page(all, input);
    return { policies: items, ...more };
  }

  deletePolicy({ policyArn }: Input<'DeletePolicy'>): Output<'DeletePolicy'> {
    const policy = this.account.policy(policyArn);
    const { attachmentCount, permissionsBoundaryUsageCount } = this.#describe(policy);
    if (attachmentCount + permissionsBoundaryUsageCount > 0)
      throw conflict('Cannot delete a policy attached to entities.');
    if (policy.versions.length > 1)
      throw conflict("This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy."); // prettier-ignore
    this.account.policies.delete(policyArn);
    return {};
  }

  createPolicyVersion({
    policyArn,
    policyDocument: text,
    setAsDefault,
  }: Input<'CreatePolicyVersion'>): Output<'CreatePolicyVersion'> {
    const policy = this.account.policy(policyArn);
    const document = this.#check(text);
    const { max } = limits.policyVersions;
    if (policy.versions.length >= max)
      throw overQuota(`A managed policy can have up to ${max} versions. Before you create a new version, you must delete an existing version.`); // prettier-ignore
    const version = policy.add(text, document, this.date);
    if (setAsDefault) policy.defaultVersion = version;
    return { policyVersion: policy.describeVersion(version, false) };
  }

  getPolicyVersion({ policyArn, versionId }: Input<'GetPolicyVersion'>): Output<'GetPolicyVersion'> {
    const policy = this.account.policy(policyArn);
    return { policyVersion: policy.describeVersion(this.#version(policy, versionId), true) };
  }

  listPolicyVersions(input: Input<'ListPolicyVersions'>): Output<'ListPolicyVersions'> {
    const policy = this.account.policy(input.policyArn);
    const { items, more } = page(policy.versions, input);
    return { versions: items.map((version) => policy.describeVersion(version, false)), ...more };
  }

  deletePolicyVersion({ policyArn, versionId }: Input<'DeletePolicyVersion'>): Output<'DeletePolicyVersion'> {
    const policy = this.account.policy(policyArn);
    const version = this.#version(policy, versionId);
    if (version === policy.defaultVersion) throw conflict('Cannot delete the default version of a policy.');
    policy.versions.splice(policy.versions.indexOf(version), 1);
    return {};
  }

  setDefaultPolicyVersion({
    policyArn,
    versionId,
  }: Input<'SetDefaultPolicyVersion'>): Output<'SetDefaultPolicyVersion'> {
    const policy = this.account.policy(policyArn);
    policy.defaultVersion = this.#version(policy, versionId);
    policy.updated = this.date;
    return {};
  }

  listEntitiesForPolicy(input: Input<'ListEntitiesForPolicy'>): Output<'ListEntitiesForPolicy'> {
    const { entityFilter, policyUsageFilter: usage, pathPrefix } = input;
    const policy = this.account.policy(input.policyArn);
    const all = [...this.account.entities()]
      .filter(({ attached, boundary }) => {
        const asPolicy = usage !== 'PermissionsBoundary' && attached.has(policy);
        return asPolicy || (usage !== 'PermissionsPolicy' && boundary === policy);
      })
      .filter(({ kind }) => entityFilter === undefined || entityFilter.toLowerCase() === kind)
      .filter(under(pathPrefix));
    const { items, more } = page(all, input);
    const of = (kind: string) => items.filter((each) => each.kind === kind);
    return {
      policyGroups: of('group').map(({ name, id }) => ({ groupName: name, groupId: id })),
      policyUsers: of('user').map(({ name, id }) => ({ userName: name, userId: id })),
      policyRoles: of('role').map(({ name, id }) => ({ roleName: name, roleId: id })),
      ...more,
    };
  }

  #own(): ManagedPolicy[] {
    return [...this.account.policies.values()].filter(({ isAws }) => !isAws);
  }

  #check(text: string) {
    const document = documentOf(text, 'identity');
    const { max } = limits.managedPolicySize;
    if (policySize(text) > max) throw overQuota(`Cannot exceed quota for PolicySize: ${max}`);
    return document;
  }

  #version(policy: ManagedPolicy, id: string): PolicyVersion {
    const version = policy.versions.find((each) => each.id === id);
    if (!version) throw noSuch(`Policy ${policy.arn} version ${id} does not exist or is not attachable.`);
    return version;
  }

  #describe(policy: ManagedPolicy) {
    const all = [...this.account.entities()];
    const attachments = all.filter(({ attached }) => attached.has(policy)).length;
    return policy.describe(attachments, all.filter(({ boundary }) => boundary === policy).length);
  }
}
