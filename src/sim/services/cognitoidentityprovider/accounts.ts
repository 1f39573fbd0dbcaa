import { Part } from './part.ts';
import { invalid, notAuthorized, poolsError } from './errors.ts';
import { cognitoIdentityProviderLimits as limits } from './limits.ts';
import { weakness } from './password.ts';
import type { AttributeType, Model, UserStatusType } from './schema.ts';
import { User } from './user.ts';
import type { UserPool } from './user-pool.ts';

type Attributes = readonly Model<AttributeType>[] | undefined;

/** What sign-up and administrators share: how accounts come to be, and how they change. */
export class Accounts extends Part {
  /** A new account, not in the pool yet. @throws UsernameExistsException, InvalidParameterException */
  make(pool: UserPool, name: string, given: Attributes, status: UserStatusType, exists: string): User {
    const { usernameAttributes = [], aliasAttributes = [] } = pool.record;
    const attributes = new Map((given ?? []).map(({ name: key, value = '' }) => [key, value]));
    const isEmail = /^[^@\s]+@[^@\s]+$/.test(name);
    if (usernameAttributes.length > 0) {
      if (usernameAttributes.length === 1 && usernameAttributes[0] === 'email' && !isEmail) throw invalid('Username should be an email.'); // prettier-ignore
      attributes.set(isEmail ? 'email' : 'phone_number', name);
    } else if (aliasAttributes.includes('email') && isEmail)
      throw invalid('Username cannot be of email format, since user pool is configured for email alias.');
    if (pool.find(name)) throw poolsError('UsernameExistsException', exists);
    this.room(pool.size, limits.users);
    this.check(pool, attributes);
    for (const { name: key = '', required } of pool.record.schemaAttributes ?? [])
      if (required && !attributes.has(key)) throw invalid(`Attributes did not conform to the schema: ${key}: The attribute ${key} is required\n`); // prettier-ignore
    const sub = this.idp.uuid();
    return new User(sub, usernameAttributes.length > 0 ? sub : name, status, attributes, this.idp.date);
  }

  /** Changes attributes of a user. @throws InvalidParameterException, AliasExistsException */
  change(pool: UserPool, user: User, given: Attributes): void {
    const next = new Map((given ?? []).map(({ name, value = '' }) => [name, value]));
    this.check(pool, next);
    for (const { name = '', mutable } of pool.record.schemaAttributes ?? [])
      if (mutable === false && next.has(name)) throw invalid(`user.${name}: Attribute cannot be updated.\n`); // prettier-ignore
    for (const [name, value] of next) {
      user.attributes.set(name, value);
      // A new address has to be verified anew.
      if ((name === 'email' || name === 'phone_number') && !next.has(`${name}_verified`)) user.attributes.set(`${name}_verified`, 'false'); // prettier-ignore
    }
    user.modified = this.idp.date;
  }

  /** Takes an address for a name of the user; whoever had it before loses it, or keeps it. @throws AliasExistsException */
  verify(pool: UserPool, user: User, attribute: 'email' | 'phone_number', force = false): void {
    const value = user.attributes.get(attribute)!;
    const aliases = pool.record.aliasAttributes ?? [];
    const holder = aliases.includes(attribute) ? pool.find(value) : undefined;
    if (holder && holder !== user) {
      if (!force) throw poolsError('AliasExistsException', `An account with the given ${attribute} already exists.`); // prettier-ignore
      holder.attributes.set(`${attribute}_verified`, 'false');
    }
    user.attributes.set(`${attribute}_verified`, 'true');
  }

  /** @throws InvalidPasswordException */
  setPassword({ record }: UserPool, user: User, password: string, temporary = false): void {
    const policy = record.policies!.passwordPolicy!;
    const why = password.length > limits.password.max ? 'Password is too long' : weakness(password, policy);
    if (why !== undefined) throw poolsError('InvalidPasswordException', why);
    user.password = password;
    const days = policy.temporaryPasswordValidityDays || limits.temporaryPassword.default;
    user.passwordUntil = temporary ? this.now + days * 86_400_000 : Infinity;
    user.modified = this.idp.date;
  }

  /** Takes a code that was sent. @throws CodeMismatchException, ExpiredCodeException */
  take(user: User, purpose: 'sign-up' | 'password', code: string): void {
    const sent = user.codes.get(purpose);
    if (!sent || sent.until <= this.now) throw poolsError('ExpiredCodeException', 'Invalid code provided, please request a code again.'); // prettier-ignore
    if (sent.code !== code) throw poolsError('CodeMismatchException', 'Invalid verification code provided, please try again.'); // prettier-ignore
    user.codes.delete(purpose);
  }

  /** Confirms who has signed up. @throws NotAuthorizedException */
  confirm(user: User): void {
    if (user.status !== 'UNCONFIRMED') throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`); // prettier-ignore
    user.status = 'CONFIRMED';
    user.modified = this.idp.date;
  }

  check(pool: UserPool, attributes: ReadonlyMap<string, string>): void {
    const own = new Set(pool.record.schemaAttributes?.map(({ name }) => name));
    for (const [name, value] of attributes) {
      if (name.startsWith('custom:') && !own.has(name)) throw invalid(`Attributes did not conform to the schema: ${name}: Attribute does not exist in the schema.\n`); // prettier-ignore
      if (name === 'sub') throw invalid('Cannot modify the non-mutable attribute sub');
      if (value.length > limits.attribute.max) throw invalid(`Attributes did not conform to the schema: ${name}: String must be no longer than ${limits.attribute.max} characters\n`); // prettier-ignore
    }
  }
}
