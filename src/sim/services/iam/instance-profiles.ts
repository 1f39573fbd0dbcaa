import type { InstanceProfile } from './account.ts';
import { conflict, exists, noSuch } from './errors.ts';
import { iamLimits as limits } from './limits.ts';
import { page, Part, pathOf, tagged, under } from './part.ts';
import type { Input, Output } from './schema.ts';

/** Instance profiles: the case in which an EC2 instance gets its role. */
export class InstanceProfiles extends Part {
  createInstanceProfile({
    instanceProfileName: name,
    path,
    tags,
  }: Input<'CreateInstanceProfile'>): Output<'CreateInstanceProfile'> {
    const { account } = this;
    if (account.profiles.has(name)) throw exists(`Instance Profile ${name} already exists.`);
    this.room(account.profiles.size, limits.instanceProfiles, 'InstanceProfilesPerAccount');
    const where = pathOf(path);
    const profile: InstanceProfile = {
      name,
      path: where,
      id: account.id21('AIPA'),
      arn: `${account.prefix}:instance-profile${where}${name}`,
      created: this.date,
      role: undefined,
      tags: tagged(new Map(), tags),
    };
    account.profiles.set(name, profile);
    return { instanceProfile: describe(profile) };
  }

  getInstanceProfile({ instanceProfileName }: Input<'GetInstanceProfile'>): Output<'GetInstanceProfile'> {
    return { instanceProfile: describe(this.#profile(instanceProfileName)) };
  }

  listInstanceProfiles(input: Input<'ListInstanceProfiles'> = {}): Output<'ListInstanceProfiles'> {
    const { items, more } = page([...this.account.profiles.values()].filter(under(input.pathPrefix)), input);
    return { instanceProfiles: items.map(describe), ...more };
  }

  listInstanceProfilesForRole(
    input: Input<'ListInstanceProfilesForRole'>,
  ): Output<'ListInstanceProfilesForRole'> {
    const role = this.account.role(input.roleName);
    const { items, more } = page([...this.account.profiles.values()].filter((profile) => profile.role === role), input); // prettier-ignore
    return { instanceProfiles: items.map(describe), ...more };
  }

  deleteInstanceProfile({
    instanceProfileName: name,
  }: Input<'DeleteInstanceProfile'>): Output<'DeleteInstanceProfile'> {
    if (this.#profile(name).role)
      throw conflict('Cannot delete entity, must remove roles from instance profile first.');
    this.account.profiles.delete(name);
    return {};
  }

  addRoleToInstanceProfile({
    instanceProfileName,
    roleName,
  }: Input<'AddRoleToInstanceProfile'>): Output<'AddRoleToInstanceProfile'> {
    const profile = this.#profile(instanceProfileName);
    const role = this.account.role(roleName);
    this.room(profile.role ? 1 : 0, limits.rolesOfProfile, 'InstanceSessionsPerInstanceProfile');
    profile.role = role;
    return {};
  }

  removeRoleFromInstanceProfile({
    instanceProfileName,
    roleName,
  }: Input<'RemoveRoleFromInstanceProfile'>): Output<'RemoveRoleFromInstanceProfile'> {
    const profile = this.#profile(instanceProfileName);
    if (profile.role !== this.account.role(roleName))
      throw noSuch(`Role ${roleName} in Instance Profile ${instanceProfileName} cannot be found.`);
    profile.role = undefined;
    return {};
  }

  #profile(name: string): InstanceProfile {
    const profile = this.account.profiles.get(name);
    if (!profile) throw noSuch(`Instance Profile ${name} cannot be found.`);
    return profile;
  }
}

function describe({ name, path, id, arn, created, role, tags }: InstanceProfile) {
  const list = tags.size > 0 ? [...tags].map(([key, value]) => ({ key, value })) : undefined;
  return {
    path,
    instanceProfileName: name,
    instanceProfileId: id,
    arn,
    createDate: created,
    roles: role ? [role.summary()] : [],
    tags: list,
  };
}
