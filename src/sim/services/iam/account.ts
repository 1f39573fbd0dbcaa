import type { Region, World } from '../../cloud/index.ts';
import type { Level, Policy, PolicyDocument } from '../../cloud/policy/index.ts';
import { AWS_POLICIES } from './aws-policies.ts';
import type { Group, Role } from './entity.ts';
import { type Entity } from './entity.ts';
import { documentOf, noSuch, notValid } from './errors.ts';
import { ManagedPolicy } from './managed-policy.ts';
import type { PasswordPolicy } from './password-policy.ts';
import type { Session } from './session.ts';
import { type AccessKey, type MfaDevice, User } from './user.ts';

/** What runs as a role on an instance: a role in a case. */
export interface InstanceProfile {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  readonly created: Date;
  role: Role | undefined;
  readonly tags: ReadonlyMap<string, string>;
}

/** The root user of an account, as far as IAM tells of it. */
export interface Root {
  /** Whether signing in takes a second factor. Default: no. */
  mfa: boolean;
  /** When its password was used last. */
  passwordLastUsed: Date | undefined;
}

/** What IAM knows of one account, in all Regions: IAM is global. */
export class Account {
  readonly id: string;
  readonly partition: string;
  readonly created: Date;
  readonly users = new Map<string, User>();
  readonly groups = new Map<string, Group>();
  readonly roles = new Map<string, Role>();
  readonly profiles = new Map<string, InstanceProfile>();
  /** By ARN; AWS's own among them. */
  readonly policies = new Map<string, ManagedPolicy>();
  readonly devices = new Map<string, MfaDevice>();
  readonly sessions = new Map<string, Session>();
  readonly root: Root = { mfa: false, passwordLastUsed: undefined };
  alias: string | undefined;
  passwordPolicy: PasswordPolicy | undefined;
  /** SCPs by level of the organization, from its root down; none for an account that is in none, or manages it. */
  serviceControl: readonly Level[] | undefined;
  resourceControl: readonly Level[] | undefined;
  readonly #world: World;

  constructor(world: World, id: string, partition: string) {
    this.#world = world;
    this.id = id;
    this.partition = partition;
    this.created = this.date;
    for (const [where, [version, statement]] of Object.entries(AWS_POLICIES)) {
      const cut = where.lastIndexOf('/') + 1;
      const text = JSON.stringify({ Version: '2012-10-17', Statement: statement });
      this.addPolicy(
        `arn:${partition}:iam::aws`,
        where.slice(cut),
        where.slice(0, cut),
        text,
        undefined,
        version,
      );
    }
  }

  /** The beginning of its ARNs. */
  get prefix(): string {
    return `arn:${this.partition}:iam::${this.id}`;
  }

  /** The date in the simulated world, as IAM keeps it: whole seconds. */
  get date(): Date {
    return new Date(Math.floor(this.#world.simulation.epochMillis / 1000) * 1000);
  }

  /**
   * An id of IAM's: four letters that say of what it is, and 17 more.
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
   */
  id21(prefix: string): string {
    return prefix + this.letters(17, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567');
  }

  /** Random text: a secret, a token. */
  letters(
    count: number,
    alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  ): string {
    const random = this.#world.simulation.random(`IAM/${this.id}/ids`);
    let text = '';
    for (let i = 0; i < count; i++) text += alphabet[random.integer(0, alphabet.length - 1)];
    return text;
  }

  /** Adds a managed policy. */
  addPolicy(
    owner: string,
    name: string,
    path: string,
    text: string,
    description?: string,
    version = 1,
  ): ManagedPolicy {
    const document = documentOf(text, 'identity');
    const policy = new ManagedPolicy(
      owner,
      name,
      path,
      this.id21('ANPA'),
      this.date,
      text,
      document,
      description,
      version,
    );
    this.policies.set(policy.arn, policy);
    return policy;
  }

  /** The user of a name. @throws NoSuchEntity */
  user(name: string): User {
    return found(this.users, name, `The user with name ${name} cannot be found.`);
  }

  /** The group of a name. @throws NoSuchEntity */
  group(name: string): Group {
    return found(this.groups, name, `The group with name ${name} cannot be found.`);
  }

  /** The role of a name. @throws NoSuchEntity */
  role(name: string): Role {
    return found(this.roles, name, `The role with name ${name} cannot be found.`);
  }

  /** The managed policy of an ARN. @throws ValidationError, NoSuchEntity */
  policy(arn: string, why = `Policy ${arn} was not found.`): ManagedPolicy {
    if (!/^arn:[^:]+:iam::(aws|\d{12}):policy\/./.test(arn))
      throw notValid(`Invalid ARN:  Could not be parsed!`);
    return found(this.policies, arn, why);
  }

  /** Users, groups and roles. */
  *entities(): Generator<Entity> {
    yield* this.users.values();
    yield* this.groups.values();
    yield* this.roles.values();
  }

  /** The key of an id, with its user. */
  key(id: string): { key: AccessKey; user: User } | undefined {
    for (const user of this.users.values()) {
      const key = user.keys.find((each) => each.id === id);
      if (key) return { key, user };
    }
    return undefined;
  }

  /** What a user or a role may by its own policies and those of its groups. */
  identityPolicies(entity: User | Role): Policy[] {
    const read = (text: string): PolicyDocument => documentOf(text, 'identity');
    const groups = entity instanceof User ? [...entity.groups] : [];
    const own = [entity, ...groups].flatMap((each) => each.policies(read));
    if (!(entity instanceof User && this.passwordPolicy?.allowUsersToChangePassword)) return own;
    return [...own, { name: 'the account’s password policy', document: read(OWN_PASSWORD) }];
  }
}

/**
 * What every user may where the password policy lets users change their passwords.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
 */
const OWN_PASSWORD = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 'iam:ChangePassword', Resource: 'arn:*:iam::*:user/${aws:username}' },
    { Effect: 'Allow', Action: 'iam:GetAccountPasswordPolicy', Resource: '*' },
  ],
});

function found<T>(map: ReadonlyMap<string, T>, name: string, why: string): T {
  const item = map.get(name);
  if (item === undefined) throw noSuch(why);
  return item;
}

const worlds = new WeakMap<World, Map<string, Account>>();

/** IAM's view of an account: one in all Regions of a cloud. */
export function accountIn({ world, partition }: Region, id: string): Account {
  let accounts = worlds.get(world);
  if (!accounts) worlds.set(world, (accounts = new Map<string, Account>()));
  let account = accounts.get(id);
  if (!account) accounts.set(id, (account = new Account(world, id, partition)));
  return account;
}

/** All accounts of a cloud that IAM knows. */
export function accountsOf(world: World): Iterable<Account> {
  return worlds.get(world)?.values() ?? [];
}
