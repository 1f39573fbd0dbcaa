import { withoutTags } from '../../cloud/tags.ts';
import { accountsOf } from './account.ts';
import { conflict, exists } from './errors.ts';
import { iamLimits as limits } from './limits.ts';
import { page, Part, pathOf, tagged, under } from './part.ts';
import type { Input, Output } from './schema.ts';
import { renameInTrust } from './trust.ts';
import { User } from './user.ts';

/** Users, and their groups. */
export class Users extends Part {
  createUser({ userName, path, permissionsBoundary, tags }: Input<'CreateUser'>): Output<'CreateUser'> {
    const { account } = this;
    this.#free(userName);
    this.room(account.users.size, limits.users, 'UsersPerAccount');
    const user = new User(account.prefix, userName, pathOf(path), account.id21('AIDA'), this.date);
    if (permissionsBoundary !== undefined) user.boundary = account.policy(permissionsBoundary);
    user.tags = tagged(user.tags, tags);
    account.users.set(userName, user);
    return { user: user.describe() };
  }

  getUser({ userName }: Input<'GetUser'> = {}): Output<'GetUser'> {
    const caller = this.iam.region.world.guard?.current;
    const { account } = this;
    // Without a name it is about who calls, and the root user is one too.
    if (userName === undefined && (caller === undefined || caller.type === 'Account')) {
      const { id, prefix, created, root } = account;
      return { user: { path: '/', userName: '<root_account>', userId: id, arn: `${prefix}:root`, createDate: created, passwordLastUsed: root.passwordLastUsed } }; // prettier-ignore
    }
    return { user: this.callerOr(userName).whole() };
  }

  listUsers(input: Input<'ListUsers'> = {}): Output<'ListUsers'> {
    const all = [...this.account.users.values()].filter(under(input.pathPrefix));
    const { items, more } = page(all, input);
    return { users: items.map((user) => user.summary()), ...more };
  }

  updateUser({ userName, newPath, newUserName }: Input<'UpdateUser'>): Output<'UpdateUser'> {
    const { users } = this.account;
    const user = this.account.user(userName);
    const { arn } = user;
    const path = newPath === undefined ? user.path : pathOf(newPath);
    if (newUserName !== undefined && newUserName !== userName) {
      if (newUserName.toLowerCase() !== userName.toLowerCase()) this.#free(newUserName);
      users.delete(userName);
      user.name = newUserName;
      users.set(newUserName, user);
    }
    user.path = path;
    renameInTrust(accountsOf(this.iam.region.world), arn, user.arn);
    return {};
  }

  /** What hangs on a user must go before it. */
  deleteUser({ userName }: Input<'DeleteUser'>): Output<'DeleteUser'> {
    const user = this.account.user(userName);
    if (user.groups.size > 0) throw conflict('Cannot delete entity, must remove users from group first.');
    if (user.attached.size > 0) throw conflict('Cannot delete entity, must detach all policies first.');
    if (user.inline.size > 0) throw conflict('Cannot delete entity, must delete policies first.');
    if (user.keys.length > 0) throw conflict('Cannot delete entity, must delete access keys first.');
    if (user.login) throw conflict('Cannot delete entity, must delete login profile first.');
    if (user.devices.length > 0) throw conflict('Cannot delete entity, must delete MFA device first.');
    if (user.credentials.length > 0)
      throw conflict('Cannot delete entity, must remove referenced objects first.');
    this.account.users.delete(userName);
    renameInTrust(accountsOf(this.iam.region.world), user.arn, user.id);
    return {};
  }

  tagUser({ userName, tags }: Input<'TagUser'>): Output<'TagUser'> {
    const user = this.account.user(userName);
    user.tags = tagged(user.tags, tags);
    return {};
  }

  untagUser({ userName, tagKeys }: Input<'UntagUser'>): Output<'UntagUser'> {
    const user = this.account.user(userName);
    user.tags = withoutTags(user.tags, tagKeys);
    return {};
  }

  listUserTags(input: Input<'ListUserTags'>): Output<'ListUserTags'> {
    const { items, more } = page(this.account.user(input.userName).tagList ?? [], input);
    return { tags: items, ...more };
  }

  listGroupsForUser(input: Input<'ListGroupsForUser'>): Output<'ListGroupsForUser'> {
    const { items, more } = page([...this.account.user(input.userName).groups], input);
    return { groups: items.map((group) => group.describe()), ...more };
  }

  /** Two names that differ in case only are one. */
  #free(name: string): void {
    for (const other of this.account.users.keys())
      if (other.toLowerCase() === name.toLowerCase()) throw exists(`User with name ${name} already exists.`);
  }
}
