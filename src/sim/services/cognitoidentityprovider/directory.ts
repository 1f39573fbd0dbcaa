import { hostsOf } from '../../cloud/http/hosts.ts';
import { invalid, poolsError } from './errors.ts';
import { Hosted } from './hosted.ts';
import { cognitoIdentityProviderLimits as limits } from './limits.ts';
import { defined, Part } from './part.ts';
import type { Input, Output } from './schema.ts';
import type { Group } from './user-pool.ts';

/** Groups, domains, other identity providers, and the scopes of APIs. */
export class Directory extends Part {
  /** The pools of domains, by the domain. */
  readonly #domains = new Map<string, string>();

  createGroup({ userPoolId, groupName, ...given }: Input<'CreateGroup'>): Output<'CreateGroup'> {
    const { groups } = this.idp.pools.pool(userPoolId);
    if (groups.has(groupName)) throw poolsError('GroupExistsException', 'A group with the name already exists.'); // prettier-ignore
    this.room(groups.size, limits.groups);
    const { date } = this.idp;
    const group: Group = { groupName, userPoolId, ...given, creationDate: date, lastModifiedDate: date };
    return { group: groups.add(groupName, group) };
  }

  getGroup({ userPoolId, groupName }: Input<'GetGroup'>): Output<'GetGroup'> {
    return { group: this.idp.pools.pool(userPoolId).groups.get(groupName) };
  }

  updateGroup({ userPoolId, groupName, ...given }: Input<'UpdateGroup'>): Output<'UpdateGroup'> {
    const { groups } = this.idp.pools.pool(userPoolId);
    const next = { ...groups.get(groupName), ...defined(given), lastModifiedDate: this.idp.date };
    return { group: groups.add(groupName, next) };
  }

  deleteGroup({ userPoolId, groupName }: Input<'DeleteGroup'>): Output<'DeleteGroup'> {
    const pool = this.idp.pools.pool(userPoolId);
    pool.groups.get(groupName);
    pool.groups.remove(groupName);
    for (const user of pool.users) user.groups.delete(groupName);
    return {};
  }

  listGroups({ userPoolId, limit, nextToken }: Input<'ListGroups'>): Output<'ListGroups'> {
    const { page: groups, ...more } = this.page(this.idp.pools.pool(userPoolId).groups.list(), nextToken, limit); // prettier-ignore
    return { groups, ...more };
  }

  adminAddUserToGroup(input: Input<'AdminAddUserToGroup'>): Output<'AdminAddUserToGroup'> {
    const pool = this.idp.pools.pool(input.userPoolId);
    pool.groups.get(input.groupName);
    const user = pool.user(input.username);
    this.room(user.groups.size, limits.groupsOfUser);
    user.groups.add(input.groupName);
    this.idp.active(pool, user);
    return {};
  }

  adminRemoveUserFromGroup(input: Input<'AdminRemoveUserFromGroup'>): Output<'AdminRemoveUserFromGroup'> {
    const pool = this.idp.pools.pool(input.userPoolId);
    pool.groups.get(input.groupName);
    pool.user(input.username).groups.delete(input.groupName);
    return {};
  }

  adminListGroupsForUser(input: Input<'AdminListGroupsForUser'>): Output<'AdminListGroupsForUser'> {
    const pool = this.idp.pools.pool(input.userPoolId);
    const { page: groups, ...more } = this.page(pool.groupsOf(pool.user(input.username)), input.nextToken, input.limit); // prettier-ignore
    return { groups, ...more };
  }

  listUsersInGroup(input: Input<'ListUsersInGroup'>): Output<'ListUsersInGroup'> {
    const pool = this.idp.pools.pool(input.userPoolId);
    pool.groups.get(input.groupName);
    const members = [...pool.users].filter(({ groups }) => groups.has(input.groupName));
    const { page, ...more } = this.page(members, input.nextToken, input.limit);
    return { users: page.map((user) => user.describe()), ...more };
  }

  // ── Domains ───────────────────────────────────────────────────────────────────────────────────────────────────

  createUserPoolDomain({
    userPoolId,
    domain,
    customDomainConfig,
  }: Input<'CreateUserPoolDomain'>): Output<'CreateUserPoolDomain'> {
    // prettier-ignore
    const pool = this.idp.pools.pool(userPoolId);
    const { region } = this.idp;
    const host = customDomainConfig ? domain : `${domain}.auth.${region.name}.amazoncognito.com`;
    if (hostsOf(region.world).has(host)) throw invalid('Domain already associated with another user pool.');
    if (pool.record.domain !== undefined) throw invalid('User pool already has a domain configured.');
    if (!customDomainConfig && !/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(domain)) throw invalid('Invalid domain format for user pool.'); // prettier-ignore
    pool.record = { ...pool.record, ...(customDomainConfig ? { customDomain: domain } : { domain }) };
    const hosted = new Hosted(this.idp, pool, host);
    hostsOf(region.world).listen(host, (request) => hosted.answer(request));
    this.#domains.set(domain, userPoolId);
    return customDomainConfig ? { cloudFrontDomain: `${this.idp.letters(14)}.cloudfront.net` } : {};
  }

  describeUserPoolDomain({ domain }: Input<'DescribeUserPoolDomain'>): Output<'DescribeUserPoolDomain'> {
    const userPoolId = this.#domains.get(domain);
    if (userPoolId === undefined) return { domainDescription: {} };
    return { domainDescription: { userPoolId, awsAccountId: this.idp.region.account, domain, status: 'ACTIVE' } }; // prettier-ignore
  }

  deleteUserPoolDomain({
    domain,
    userPoolId,
  }: Input<'DeleteUserPoolDomain'>): Output<'DeleteUserPoolDomain'> {
    // prettier-ignore
    if (this.#domains.get(domain) !== userPoolId) throw invalid('No such domain or user pool exists.');
    const pool = this.idp.pools.pool(userPoolId);
    const { region } = this.idp;
    hostsOf(region.world).close(pool.record.customDomain ?? `${domain}.auth.${region.name}.amazoncognito.com`); // prettier-ignore
    const { domain: _, customDomain: __, ...rest } = pool.record;
    pool.record = rest;
    this.#domains.delete(domain);
    return {};
  }

  // ── Other providers, and scopes ───────────────────────────────────────────────────────────────────────────────

  createIdentityProvider(input: Input<'CreateIdentityProvider'>): Output<'CreateIdentityProvider'> {
    const { providers } = this.idp.pools.pool(input.userPoolId);
    if (providers.has(input.providerName)) throw poolsError('DuplicateProviderException', `A provider with the name ${input.providerName} already exists.`); // prettier-ignore
    this.room(providers.size, limits.providers);
    const { date } = this.idp;
    const provider = { attributeMapping: { username: 'sub' }, ...input, creationDate: date, lastModifiedDate: date }; // prettier-ignore
    return { identityProvider: providers.add(input.providerName, provider) };
  }

  describeIdentityProvider(input: Input<'DescribeIdentityProvider'>): Output<'DescribeIdentityProvider'> {
    return { identityProvider: this.idp.pools.pool(input.userPoolId).providers.get(input.providerName) };
  }

  deleteIdentityProvider(input: Input<'DeleteIdentityProvider'>): Output<'DeleteIdentityProvider'> {
    const { providers } = this.idp.pools.pool(input.userPoolId);
    providers.get(input.providerName);
    providers.remove(input.providerName);
    return {};
  }

  listIdentityProviders(input: Input<'ListIdentityProviders'>): Output<'ListIdentityProviders'> {
    const all = this.idp.pools.pool(input.userPoolId).providers.list();
    const { page, ...more } = this.page(all, input.nextToken, input.maxResults);
    return { providers: page.map(({ providerName, providerType, creationDate, lastModifiedDate }) => ({ providerName, providerType, creationDate, lastModifiedDate })), ...more }; // prettier-ignore
  }

  createResourceServer({
    userPoolId,
    ...given
  }: Input<'CreateResourceServer'>): Output<'CreateResourceServer'> {
    // prettier-ignore
    const { resourceServers } = this.idp.pools.pool(userPoolId);
    if (resourceServers.has(given.identifier)) throw invalid(`${given.identifier} already exists in user pool ${userPoolId}.`); // prettier-ignore
    this.room(resourceServers.size, limits.resourceServers);
    return { resourceServer: resourceServers.add(given.identifier, { userPoolId, ...given }) };
  }

  describeResourceServer(input: Input<'DescribeResourceServer'>): Output<'DescribeResourceServer'> {
    return { resourceServer: this.idp.pools.pool(input.userPoolId).resourceServers.get(input.identifier) };
  }

  deleteResourceServer(input: Input<'DeleteResourceServer'>): Output<'DeleteResourceServer'> {
    const { resourceServers } = this.idp.pools.pool(input.userPoolId);
    resourceServers.get(input.identifier);
    resourceServers.remove(input.identifier);
    return {};
  }

  listResourceServers(input: Input<'ListResourceServers'>): Output<'ListResourceServers'> {
    const all = this.idp.pools.pool(input.userPoolId).resourceServers.list();
    const { page: resourceServers, ...more } = this.page(all, input.nextToken, input.maxResults);
    return { resourceServers, ...more };
  }
}
