import { describe, idsOrPages, plain, tagFilters } from './describe.ts';
import { ec2Error, invalidValue, missingParameter } from './errors.ts';
import { ec2Limits as limits } from './limits.ts';
import { formatBlock, parseBlock } from './network/cidr.ts';
import { Part, refuseNotModelled, type Context } from './part.ts';
import type { Input, Model, Output } from './schema.ts';
import type * as aws from './schema.ts';
import type { GroupRecord, Topology } from './topology.ts';

type Rule = Model<aws.SecurityGroupRule>;
type Permission = Model<aws.IpPermission>;

/** What grants and revocations have in common. */
interface Change {
  groupId?: string;
  groupName?: string;
  ipPermissions?: Permission[];
  ipProtocol?: string;
  fromPort?: number;
  toPort?: number;
  cidrIp?: string;
}

/** Security groups: what may come in and go out, and nothing that may not. */
export class SecurityGroups extends Part {
  readonly #net: Topology;

  /** Made by `Ec2`. */
  constructor(ec2: Context, net: Topology) {
    super(ec2);
    this.#net = net;
  }

  /** The group that every VPC has: it lets in what comes from itself, and all out. */
  makeDefault(vpcId: string): GroupRecord {
    const group = this.#make('default', 'default VPC security group', vpcId, []);
    this.#add(group, false, [{ ipProtocol: '-1', userIdGroupPairs: [{ groupId: group.groupId }] }]);
    return group;
  }

  /** The groups of those ids, or of those names in a VPC; the default one where none is named. */
  named(vpcId: string, ids: readonly string[] = [], names: readonly string[] = []): string[] {
    const found = ids.map((id) => this.#net.groups.get(id));
    const wrong = found.find((group) => group.vpcId !== vpcId);
    if (wrong) throw ec2Error('InvalidParameter', `Security group ${wrong.groupId} and subnet belong to different networks.`); // prettier-ignore
    for (const name of names) found.push(this.#byName(name, vpcId));
    if (found.length > this.ec2.quota(limits.groupsPerInterface)) throw ec2Error('SecurityGroupsPerInterfaceLimitExceeded', 'The maximum number of security groups per interface has been reached.'); // prettier-ignore
    if (found.length === 0) found.push(this.#byName('default', vpcId));
    return [...new Set(found.map(({ groupId }) => groupId))];
  }

  createSecurityGroup(input: Input<'CreateSecurityGroup'>): Output<'CreateSecurityGroup'> {
    const { groupName, description } = input;
    const vpcId = input.vpcId ?? this.#defaultVpc();
    this.#net.vpcs.get(vpcId);
    if (!/^[\w .:/()#,@[\]+=&;{}!$*-]{1,255}$/.test(groupName) || groupName.startsWith('sg-')) throw invalidValue('groupName', groupName, 'Character sets beyond ASCII are not supported, and a name does not begin with sg-.'); // prettier-ignore
    if (!/^[\w .:/()#,@[\]+=&;{}!$*-]{1,255}$/.test(description)) throw invalidValue('GroupDescription', description, 'Character sets beyond ASCII are not supported.'); // prettier-ignore
    if (this.#net.groups.list().some((one) => one.vpcId === vpcId && one.groupName === groupName)) throw ec2Error('InvalidGroup.Duplicate', `The security group '${groupName}' already exists for VPC '${vpcId}'`); // prettier-ignore
    if (this.#net.groups.size >= this.ec2.quota(limits.securityGroups)) throw ec2Error('SecurityGroupLimitExceeded', 'The maximum number of security groups has been reached.'); // prettier-ignore
    const tags = this.ec2.tags.given(input.tagSpecifications, 'security-group');
    const { groupId } = this.#make(groupName, description, vpcId, tags);
    return { groupId, securityGroupArn: this.#arn(groupId), ...(tags.length > 0 && { tags }) };
  }

  deleteSecurityGroup({ groupId, groupName }: Input<'DeleteSecurityGroup'>): Output<'DeleteSecurityGroup'> {
    const group = this.#find(groupId, groupName);
    if (group.groupName === 'default') throw ec2Error('CannotDelete', `the specified group: "${group.groupId}" name: "default" cannot be deleted by a user`); // prettier-ignore
    const named = (rules: Rule[]) => rules.some(({ referencedGroupInfo }) => referencedGroupInfo?.groupId === group.groupId); // prettier-ignore
    const held =
      this.#net.interfaces.list().some(({ groups }) => groups.includes(group.groupId)) ||
      this.#net.groups.list().some((other) => other !== group && named(other.rules));
    if (held) throw ec2Error('DependencyViolation', `resource ${group.groupId} has a dependent object`);
    this.#net.groups.remove(group.groupId);
    this.ec2.tags.remove(group.groupId);
    this.#net.changed();
    return { return: true, groupId: group.groupId };
  }

  describeSecurityGroups(input: Input<'DescribeSecurityGroups'> = {}): Output<'DescribeSecurityGroups'> {
    idsOrPages(input.groupIds, input, 'groupIds');
    const { groupIds = [], groupNames = [] } = input;
    const named = [...groupIds.map((id) => this.#net.groups.get(id)), ...groupNames.map((name) => this.#byName(name))];
    const all = groupIds.length + groupNames.length > 0 ? named : this.#net.groups.list();
    const { page, ...more } = describe(all.map((group) => this.#describe(group)), input, {
      ...plain<Model<aws.SecurityGroup>>('description group-id group-name owner-id vpc-id'),
      'ip-permission.cidr': ({ ipPermissions = [] }) => ipPermissions.flatMap(({ ipRanges = [] }) => ipRanges.map(({ cidrIp = '' }) => cidrIp)),
      'ip-permission.from-port': ({ ipPermissions = [] }) => ipPermissions.map(({ fromPort }) => String(fromPort)),
      'ip-permission.to-port': ({ ipPermissions = [] }) => ipPermissions.map(({ toPort }) => String(toPort)),
      'ip-permission.group-id': ({ ipPermissions = [] }) => ipPermissions.flatMap(({ userIdGroupPairs = [] }) => userIdGroupPairs.map(({ groupId = '' }) => groupId)),
      ...tagFilters,
    }); // prettier-ignore
    return { securityGroups: page, ...more };
  } // prettier-ignore

  describeSecurityGroupRules(
    input: Input<'DescribeSecurityGroupRules'> = {},
  ): Output<'DescribeSecurityGroupRules'> {
    const all = this.#net.groups.list().flatMap(({ rules }) => rules);
    for (const id of input.securityGroupRuleIds ?? [])
      if (!all.some(({ securityGroupRuleId }) => securityGroupRuleId === id)) throw ec2Error('InvalidSecurityGroupRuleId.NotFound', `The security group rule ID '${id.slice(0, 100)}' does not exist`); // prettier-ignore
    const named = input.securityGroupRuleIds?.length ? all.filter(({ securityGroupRuleId }) => input.securityGroupRuleIds!.includes(securityGroupRuleId!)) : all; // prettier-ignore
    const { page, ...more } = describe(named, input, { ...plain<Rule>('group-id security-group-rule-id'), ...tagFilters }); // prettier-ignore
    return { securityGroupRules: page, ...more };
  }

  getSecurityGroupsForVpc(input: Input<'GetSecurityGroupsForVpc'>): Output<'GetSecurityGroupsForVpc'> {
    this.#net.vpcs.get(input.vpcId);
    const all = this.#net.groups.list().filter(({ vpcId }) => vpcId === input.vpcId);
    const found = all.map(({ groupId, groupName, description, vpcId }) => ({ groupId, groupName, description, primaryVpcId: vpcId, ownerId: this.ec2.region.account, tags: this.ec2.tags.of(groupId) })); // prettier-ignore
    const { page, ...more } = describe(found, input, { ...plain<(typeof found)[number]>('group-id description group-name owner-id primary-vpc-id'), ...tagFilters }); // prettier-ignore
    return { securityGroupForVpcs: page, ...more };
  }

  authorizeSecurityGroupIngress(
    input: Input<'AuthorizeSecurityGroupIngress'>,
  ): Output<'AuthorizeSecurityGroupIngress'> {
    return this.#authorize(input, false);
  }

  authorizeSecurityGroupEgress(
    input: Input<'AuthorizeSecurityGroupEgress'>,
  ): Output<'AuthorizeSecurityGroupEgress'> {
    return this.#authorize(input, true);
  }

  revokeSecurityGroupIngress(
    input: Input<'RevokeSecurityGroupIngress'>,
  ): Output<'RevokeSecurityGroupIngress'> {
    return this.#revoke(input, false);
  }

  revokeSecurityGroupEgress(input: Input<'RevokeSecurityGroupEgress'>): Output<'RevokeSecurityGroupEgress'> {
    return this.#revoke(input, true);
  }

  #authorize(input: Change, isEgress: boolean) {
    refuseNotModelled(input, 'sourceSecurityGroupName sourceSecurityGroupOwnerId');
    const group = this.#find(input.groupId, input.groupName);
    const added = this.#add(group, isEgress, this.#permissions(input));
    this.#net.changed();
    return { return: true, securityGroupRules: added };
  }

  #revoke(input: Change & { securityGroupRuleIds?: string[] }, isEgress: boolean) {
    refuseNotModelled(input, 'sourceSecurityGroupName sourceSecurityGroupOwnerId');
    const group = this.#find(input.groupId, input.groupName);
    const { securityGroupRuleIds: ids } = input;
    const wanted = ids?.length ? undefined : this.#rules(group, isEgress, this.#permissions(input));
    const gone = group.rules.filter((rule) => rule.isEgress === isEgress && (wanted ? wanted.some((one) => same(one, rule)) : ids!.includes(rule.securityGroupRuleId!))); // prettier-ignore
    if (gone.length < (wanted ?? ids!).length) throw ec2Error('InvalidPermission.NotFound', 'The specified rule does not exist in this security group.'); // prettier-ignore
    group.rules = group.rules.filter((rule) => !gone.includes(rule));
    this.#net.changed();
    return { return: true, revokedSecurityGroupRules: gone.map(({ referencedGroupInfo, ...rule }) => ({ ...rule, ...(referencedGroupInfo && { referencedGroupId: referencedGroupInfo.groupId! }) })) }; // prettier-ignore
  }

  #permissions(input: Change): Permission[] {
    const { ipPermissions, ipProtocol, fromPort, toPort, cidrIp } = input;
    if (ipPermissions?.length) return ipPermissions;
    if (ipProtocol === undefined) throw missingParameter('ipPermissions');
    return [{ ipProtocol, ...(fromPort !== undefined && { fromPort }), ...(toPort !== undefined && { toPort }), ipRanges: [{ cidrIp: cidrIp ?? '' }] }]; // prettier-ignore
  }

  #add(group: GroupRecord, isEgress: boolean, permissions: readonly Permission[]): Rule[] {
    const added = this.#rules(group, isEgress, permissions);
    if (added.some((rule, at) => added.findIndex((other) => same(rule, other)) < at)) throw ec2Error('InvalidParameterValue', 'The same permission must not appear multiple times'); // prettier-ignore
    const twice = added.find((rule) => group.rules.some((other) => same(rule, other)));
    if (twice) throw ec2Error('InvalidPermission.Duplicate', `the specified rule "peer: ${spoken(twice)}, ALLOW" already exists`); // prettier-ignore
    const count = group.rules.filter((rule) => rule.isEgress === isEgress).length + added.length;
    if (count > this.ec2.quota(limits.securityGroupRules)) throw ec2Error('RulesPerSecurityGroupLimitExceeded', 'The maximum number of rules per security group has been reached.'); // prettier-ignore
    group.rules = [...group.rules, ...added];
    return added;
  }

  /** The rules that permissions stand for, one for each peer. */
  #rules(group: GroupRecord, isEgress: boolean, permissions: readonly Permission[]): Rule[] {
    return permissions.flatMap((permission) => {
      const { ipRanges = [], ipv6Ranges = [], prefixListIds = [], userIdGroupPairs = [] } = permission;
      const { ipProtocol, fromPort, toPort } = portsOf(permission);
      const peers: Partial<Rule>[] = [
        ...ipRanges.map(({ cidrIp = '', description }) => ({ cidrIpv4: blockText(cidrIp, 4), ...(description !== undefined && { description }) })),
        ...ipv6Ranges.map(({ cidrIpv6 = '', description }) => ({ cidrIpv6: blockText(cidrIpv6, 6), ...(description !== undefined && { description }) })),
        ...prefixListIds.map(({ prefixListId = '' }) => ({ prefixListId })),
        ...userIdGroupPairs.map(({ groupId, groupName }) => ({ referencedGroupInfo: { groupId: groupId === group.groupId ? groupId : this.#find(groupId, groupName).groupId, userId: this.ec2.region.account } })),
      ];
      if (peers.length === 0) throw missingParameter('ipRanges');
      return peers.map((peer) => ({
        securityGroupRuleId: this.ec2.id('sgr-'),
        groupId: group.groupId,
        groupOwnerId: this.ec2.region.account,
        isEgress,
        ipProtocol,
        fromPort,
        toPort,
        ...peer,
        tags: [],
      }));
    });
  } // prettier-ignore

  #make(groupName: string, description: string, vpcId: string, tags: Model<aws.Tag>[]): GroupRecord {
    const groupId = this.ec2.id('sg-');
    const group = this.#net.groups.add(groupId, { groupId, groupName, description, vpcId, rules: [] });
    this.ec2.tags.add(groupId, 'security-group', tags);
    this.#add(group, true, [{ ipProtocol: '-1', ipRanges: [{ cidrIp: '0.0.0.0/0' }] }]);
    this.#net.changed();
    return group;
  }

  #find(id?: string, name?: string): GroupRecord {
    if (id !== undefined) return this.#net.groups.get(id);
    if (name === undefined) throw ec2Error('MissingParameter', 'The request must contain the parameter groupName or groupId'); // prettier-ignore
    return this.#byName(name);
  }

  #byName(name: string, vpcId = this.#defaultVpc()): GroupRecord {
    const found = this.#net.groups.list().find((one) => one.vpcId === vpcId && one.groupName === name);
    if (!found) throw ec2Error('InvalidGroup.NotFound', `The security group '${name.slice(0, 255)}' does not exist in VPC '${vpcId}'`); // prettier-ignore
    return found;
  }

  #defaultVpc(): string {
    const found = this.#net.vpcs.list().find(({ given }) => given.isDefault);
    if (!found) throw ec2Error('VPCIdNotSpecified', 'No default VPC for this user');
    return found.given.vpcId;
  }

  #describe({ groupId, groupName, description, vpcId, rules }: GroupRecord): Model<aws.SecurityGroup> {
    return {
      groupId,
      groupName,
      description,
      vpcId,
      ownerId: this.ec2.region.account,
      securityGroupArn: this.#arn(groupId),
      ipPermissions: permissionsOf(rules.filter(({ isEgress }) => !isEgress)),
      ipPermissionsEgress: permissionsOf(rules.filter(({ isEgress }) => isEgress)),
      tags: this.ec2.tags.of(groupId),
    };
  }

  #arn(groupId: string): string {
    return this.ec2.region.arn('ec2', `security-group/${groupId}`);
  }
}

const NAMES: Readonly<Record<string, string>> = { '6': 'tcp', '17': 'udp', '1': 'icmp', '58': 'icmpv6' };

/** A permission's protocol and ports, checked: both ports are -1 where all are meant. */
function portsOf({ ipProtocol = '-1', fromPort, toPort }: Permission) {
  const protocol = NAMES[ipProtocol] ?? ipProtocol;
  if (protocol === '-1') return { ipProtocol: protocol, fromPort: -1, toPort: -1 };
  if (!/^(tcp|udp|icmp|icmpv6)$/.test(protocol)) throw invalidValue('IP protocol', ipProtocol, 'Unknown IP protocol, or one that is not modelled.'); // prettier-ignore
  if (fromPort === undefined || toPort === undefined) throw missingParameter('FromPort and ToPort');
  const icmp = protocol.startsWith('icmp');
  const most = icmp ? 255 : 65_535;
  const least = icmp ? -1 : 0;
  for (const port of [fromPort, toPort]) if (!(port >= least && port <= most)) throw invalidValue('portRange', port, 'Invalid TCP/UDP port or ICMP type.'); // prettier-ignore
  if (!icmp && fromPort > toPort) throw invalidValue('portRange', `${fromPort}-${toPort}`, 'The first port must not be above the last.'); // prettier-ignore
  return { ipProtocol: protocol, fromPort, toPort };
}

function blockText(text: string, family: 4 | 6): string {
  const block = parseBlock(text);
  if (!block || block.family !== family || !text.includes('/')) throw invalidValue('cidrIp', text, 'CIDR block is malformed.'); // prettier-ignore
  return formatBlock(block);
}

function same(a: Rule, b: Rule): boolean {
  const key = ({ isEgress, ipProtocol, fromPort, toPort, cidrIpv4, cidrIpv6, prefixListId, referencedGroupInfo }: Rule) =>
    [isEgress, ipProtocol, fromPort, toPort, cidrIpv4, cidrIpv6, prefixListId, referencedGroupInfo?.groupId].join();
  return key(a) === key(b);
} // prettier-ignore

/** Rules as permissions: those of one protocol and ports together. */
function permissionsOf(rules: readonly Rule[]): Permission[] {
  const found = new Map<string, Required<Pick<Permission, 'ipRanges' | 'ipv6Ranges' | 'prefixListIds' | 'userIdGroupPairs'>> & Permission>(); // prettier-ignore
  for (const { ipProtocol = '-1', fromPort, toPort, cidrIpv4, cidrIpv6, prefixListId, referencedGroupInfo, description } of rules) {
    const key = `${ipProtocol} ${fromPort} ${toPort}`;
    const ports = ipProtocol === '-1' ? {} : { fromPort: fromPort!, toPort: toPort! };
    const one = found.get(key) ?? { ipProtocol, ...ports, ipRanges: [], ipv6Ranges: [], prefixListIds: [], userIdGroupPairs: [] };
    found.set(key, one);
    const said = description === undefined ? {} : { description };
    if (cidrIpv4 !== undefined) one.ipRanges.push({ cidrIp: cidrIpv4, ...said });
    if (cidrIpv6 !== undefined) one.ipv6Ranges.push({ cidrIpv6, ...said });
    if (prefixListId !== undefined) one.prefixListIds.push({ prefixListId });
    if (referencedGroupInfo) one.userIdGroupPairs.push({ groupId: referencedGroupInfo.groupId!, userId: referencedGroupInfo.userId!, ...said });
  }
  return [...found.values()];
} // prettier-ignore

/** A rule as AWS speaks of it. */
function spoken({
  ipProtocol,
  fromPort,
  toPort,
  cidrIpv4,
  cidrIpv6,
  prefixListId,
  referencedGroupInfo,
}: Rule): string {
  const peer = cidrIpv4 ?? cidrIpv6 ?? prefixListId ?? referencedGroupInfo!.groupId!;
  return ipProtocol === '-1'
    ? `${peer}, ALL`
    : `${peer}, ${ipProtocol!.toUpperCase()}, from port: ${fromPort}, to port: ${toPort}`;
}
