import { noSuch } from './errors.ts';
import { iamLimits as limits } from './limits.ts';
import { page, Part } from './part.ts';
import type { Input, Output } from './schema.ts';
import type { User } from './user.ts';

/** Access keys: what programs sign with. The secret is shown once. */
export class AccessKeys extends Part {
  createAccessKey({ userName }: Input<'CreateAccessKey'> = {}): Output<'CreateAccessKey'> {
    const user = this.callerOr(userName);
    this.room(user.keys.length, limits.accessKeys, 'AccessKeysPerUser');
    const { account } = this;
    const id = account.id21('AKIA').slice(0, 20);
    const key = { id, secret: account.letters(40), created: this.date, active: true, used: undefined };
    user.keys.push(key);
    return { accessKey: { userName: user.name, accessKeyId: id, status: 'Active', secretAccessKey: key.secret, createDate: key.created } }; // prettier-ignore
  }

  listAccessKeys(input: Input<'ListAccessKeys'> = {}): Output<'ListAccessKeys'> {
    const user = this.callerOr(input.userName);
    const { items, more } = page(user.keys, input);
    const accessKeyMetadata = items.map(({ id, active, created }) => ({
      userName: user.name,
      accessKeyId: id,
      status: active ? ('Active' as const) : ('Inactive' as const),
      createDate: created,
    }));
    return { accessKeyMetadata, ...more };
  }

  updateAccessKey({ userName, accessKeyId, status }: Input<'UpdateAccessKey'>): Output<'UpdateAccessKey'> {
    keyOf(this.callerOr(userName), accessKeyId).active = status === 'Active';
    return {};
  }

  deleteAccessKey({ userName, accessKeyId }: Input<'DeleteAccessKey'>): Output<'DeleteAccessKey'> {
    const user = this.callerOr(userName);
    user.keys.splice(user.keys.indexOf(keyOf(user, accessKeyId)), 1);
    return {};
  }

  getAccessKeyLastUsed({ accessKeyId }: Input<'GetAccessKeyLastUsed'>): Output<'GetAccessKeyLastUsed'> {
    const found = this.account.key(accessKeyId);
    if (!found) throw noSuch(`The Access Key with id ${accessKeyId} cannot be found.`);
    const { used } = found.key;
    const accessKeyLastUsed = used
      ? { lastUsedDate: used.date, serviceName: used.service, region: used.region }
      : { serviceName: 'N/A', region: 'N/A' };
    return { userName: found.user.name, accessKeyLastUsed };
  }
}

function keyOf(user: User, id: string) {
  const key = user.keys.find((each) => each.id === id);
  if (!key) throw noSuch(`The Access Key with id ${id} cannot be found.`);
  return key;
}
