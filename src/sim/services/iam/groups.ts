import { Group } from './entity.ts';
import { conflict, exists } from './errors.ts';
import { iamLimits as limits } from './limits.ts';
import { page, Part, pathOf, under } from './part.ts';
import type { Input, Output } from './schema.ts';

/** Groups: collections of users, which can't hold each other. */
export class Groups extends Part {
  createGroup({ groupName, path }: Input<'CreateGroup'>): Output<'CreateGroup'> {
    const { account } = this;
    this.#free(groupName);
    this.room(account.groups.size, limits.groups, 'GroupsPerAccount');
    const group = new Group(account.prefix, groupName, pathOf(path), account.id21('AGPA'), this.date);
    account.groups.set(groupName, group);
    return { group: group.describe() };
  }

  getGroup(input: Input<'GetGroup'>): Output<'GetGroup'> {
    const group = this.account.group(input.groupName);
    const { items, more } = page(this.#members(group), input);
    return { group: group.describe(), users: items.map((user) => user.summary()), ...more };
  }

  listGroups(input: Input<'ListGroups'> = {}): Output<'ListGroups'> {
    const { items, more } = page([...this.account.groups.values()].filter(under(input.pathPrefix)), input);
    return { groups: items.map((group) => group.describe()), ...more };
  }

  updateGroup({ groupName, newPath, newGroupName }: Input<'UpdateGroup'>): Output<'UpdateGroup'> {
    const { groups } = this.account;
    const group = this.account.group(groupName);
    if (newPath !== undefined) group.path = pathOf(newPath);
    if (newGroupName === undefined || newGroupName === groupName) return {};
    if (newGroupName.toLowerCase() !== groupName.toLowerCase()) this.#free(newGroupName);
    groups.delete(groupName);
    group.name = newGroupName;
    groups.set(newGroupName, group);
    return {};
  }

  deleteGroup({ groupName }: Input<'DeleteGroup'>): Output<'DeleteGroup'> {
    const group = this.account.group(groupName);
    if (this.#members(group).length > 0)
      throw conflict('Cannot delete entity, must remove users from group first.');
    if (group.attached.size > 0) throw conflict('Cannot delete entity, must detach all policies first.');
    if (group.inline.size > 0) throw conflict('Cannot delete entity, must delete policies first.');
    this.account.groups.delete(groupName);
    return {};
  }

  addUserToGroup({ groupName, userName }: Input<'AddUserToGroup'>): Output<'AddUserToGroup'> {
    const group = this.account.group(groupName);
    const user = this.account.user(userName);
    if (user.groups.has(group)) return {};
    this.room(user.groups.size, limits.groupsPerUser, 'GroupsPerUser');
    user.groups.add(group);
    return {};
  }

  removeUserFromGroup({ groupName, userName }: Input<'RemoveUserFromGroup'>): Output<'RemoveUserFromGroup'> {
    this.account.user(userName).groups.delete(this.account.group(groupName));
    return {};
  }

  #members(group: Group) {
    return [...this.account.users.values()].filter(({ groups }) => groups.has(group));
  }

  #free(name: string): void {
    for (const other of this.account.groups.keys())
      if (other.toLowerCase() === name.toLowerCase()) throw exists(`Group with name ${name} already exists.`);
  }
}
