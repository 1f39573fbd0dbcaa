import { AwsError, NotModelled, type Region } from '../../cloud/index.ts';
import { networkOf } from '../../cloud/network-port.ts';
import { pageOf } from '../../cloud/page.ts';
import { zonesOf } from '../../cloud/places/index.ts';
import { Registry } from '../../cloud/registry.ts';
import type { Violation } from '../../tongue/rules.ts';
import { Service } from '../../tongue/service.ts';
import { FileSystem } from './file-system.ts';
import { efsLimits as limits } from './limits.ts';
import { defaultModel, type EfsModel } from './model.ts';
import { newMountTarget, type MountTarget } from './mount-target.ts';
import { schema, type Input, type Methods, type Output, type ThroughputMode } from './schema.ts';
import { mostProvisioned } from './throughput.ts';

/** The zone of us-east-1 that has no One Zone file systems. https://docs.aws.amazon.com/efs/latest/ug/features.html (checked 2026-11-28) */
const WITHOUT_ONE_ZONE = 'use1-az3';
const PAGE = 100;
const badRequest = (message: string) => new AwsError(schema.serviceId, 'BadRequest', schema.errors.BadRequest!, message); // prettier-ignore

/**
 * Amazon EFS in one Region. `cloud.efs.fileSystem(id).mount(instanceId)` opens a file system on an instance. Access points,
 * file system policies, replication, backups and IPv6 are not modelled.
 * https://docs.aws.amazon.com/efs/latest/ug/whatisefs.html
 */
export class Efs extends Service implements Methods {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly arn = 'elasticfilesystem';
  static override readonly needs = ['ec2'];
  static override readonly refuse = (broken: readonly Violation[]) => badRequest(`${broken[0]!.at}: ${broken[0]!.constraint}`); // prettier-ignore
  static override readonly rules = {
    CreationToken: limits.token,
    ProvisionedThroughputInMibps: limits.provisioned,
    LifecyclePolicies: limits.policies,
    Tags: limits.tags,
    MaxItems: { min: 1 },
  };
  /** What AWS does not tell, as parameters. */
  readonly model: EfsModel = { ...defaultModel };
  readonly #systems = new Registry<FileSystem>((id) => this.error('FileSystemNotFound', `File system '${id}' does not exist.`)); // prettier-ignore
  readonly #targets = new Registry<MountTarget>((id) => this.error('MountTargetNotFound', `Mount target '${id}' does not exist.`)); // prettier-ignore
  readonly #switched = new Map<string, number>();

  /** Made by `Cloud`. */
  constructor(region: Region) {
    super(region);
  }

  /** A file system by its id or ARN, with its files. Throws FileSystemNotFound. */
  fileSystem(idOrArn: string): FileSystem {
    return this.#systems.get(idOrArn.split('/').pop()!);
  }

  createFileSystem(input: Input<'CreateFileSystem'> = {}): Output<'CreateFileSystem'> {
    const { creationToken = this.uuid(), availabilityZoneName: zone, performanceMode, throughputMode = 'bursting', kmsKeyId, encrypted } = input;
    const known = this.#systems.list().find(({ settings }) => settings.creationToken === creationToken);
    if (known) throw this.error('FileSystemAlreadyExists', `File system '${known.id}' already exists with creation token '${creationToken}'`);
    if (this.#systems.size >= this.quota(limits.fileSystems)) throw this.error('FileSystemLimitExceeded', 'The account has as many file systems as it can have.');
    if (kmsKeyId !== undefined && !encrypted) throw badRequest('KmsKeyId is for a file system that is encrypted.');
    this.#checkThroughput(throughputMode, input.provisionedThroughputInMibps, zone !== undefined);
    if (performanceMode === 'maxIO' && (zone !== undefined || throughputMode === 'elastic')) throw badRequest('Max I/O is neither for One Zone file systems nor for elastic throughput.');
    const place = zone === undefined ? undefined : zonesOf(this.region.name, this.region.account).find(({ name }) => name === zone);
    if (zone !== undefined && !place) throw badRequest(`Invalid Availability Zone: ${zone.slice(0, 50)}`);
    if (place?.id === WITHOUT_ONE_ZONE) throw this.error('UnsupportedAvailabilityZone', `One Zone file systems are not available in ${zone}.`);
    const id = this.hexId('fs-');
    const settings = { ...input, creationToken };
    this.#systems.add(id, new FileSystem(this.region, this.model, id, settings, () => this.#targetsOf(id)));
    if (throughputMode === 'provisioned') this.#switched.set(id, this.simulation.now);
    return this.#describe(this.#systems.get(id));
  } // prettier-ignore

  describeFileSystems(input: Input<'DescribeFileSystems'> = {}): Output<'DescribeFileSystems'> {
    const { fileSystemId, creationToken, marker } = input;
    if (fileSystemId !== undefined && creationToken !== undefined) throw badRequest('A file system id or a creation token, not both.'); // prettier-ignore
    let all = fileSystemId === undefined ? this.#systems.list() : [this.fileSystem(fileSystemId)];
    if (creationToken !== undefined) {
      all = all.filter(({ settings }) => settings.creationToken === creationToken);
      if (all.length === 0) throw this.error('FileSystemNotFound', `No file system has the creation token '${creationToken}'.`); // prettier-ignore
    }
    const { page, nextMarker } = this.#page(all, marker);
    return { fileSystems: page.map((one) => this.#describe(one)), ...(marker !== undefined && { marker }), ...nextMarker }; // prettier-ignore
  }

  updateFileSystem(input: Input<'UpdateFileSystem'>): Output<'UpdateFileSystem'> {
    const system = this.#available(input.fileSystemId);
    const { throughputMode: mode = system.throughputMode } = input;
    const { provisionedThroughputInMibps: amount = mode === system.throughputMode ? system.provisionedThroughput : undefined } = input;
    this.#checkThroughput(mode, amount, system.zone !== undefined);
    if (mode !== 'elastic' && system.policies.some((one) => one.transitionToArchive)) throw badRequest('A file system with a policy for Archive has elastic throughput.');
    const { now } = this.simulation;
    const less = mode !== 'provisioned' || amount! < (system.provisionedThroughput ?? 0);
    const since = this.#switched.get(system.id);
    if (system.throughputMode === 'provisioned' && less && since !== undefined && now < since + limits.switching.min * 3600)
      throw this.error('TooManyRequests', 'The throughput was raised or switched less than 24 hours ago.');
    if (mode === 'provisioned' && amount !== system.provisionedThroughput) this.#switched.set(system.id, now);
    system.setThroughput(mode, amount);
    return this.#describe(system);
  } // prettier-ignore

  deleteFileSystem({ fileSystemId }: Input<'DeleteFileSystem'>): Output<'DeleteFileSystem'> {
    const system = this.fileSystem(fileSystemId);
    if (this.#targetsOf(system.id).length > 0) throw this.error('FileSystemInUse', `The file system '${system.id}' cannot be deleted because it has mount targets. You must delete the mount targets, and then try again.`); // prettier-ignore
    if (system.life.is('deleting')) return {};
    system.delete();
    this.simulation.schedule(this.model.deletion, () => this.#systems.remove(system.id));
    return {};
  }

  createMountTarget(input: Input<'CreateMountTarget'>): Output<'CreateMountTarget'> {
    const { fileSystemId, subnetId, ipAddress, ipAddressType = 'IPV4_ONLY', ipv6Address, securityGroups } = input;
    if (ipAddressType !== 'IPV4_ONLY' || ipv6Address !== undefined) throw new NotModelled('Amazon EFS', 'Ipv6Address');
    const system = this.#available(fileSystemId);
    const network = networkOf(this.region);
    const subnet = network.subnet(subnetId);
    if (!subnet) throw this.error('SubnetNotFound', `The subnet ID '${subnetId}' does not exist.`);
    if (system.zone !== undefined && system.zone !== subnet.zone) throw this.error('AvailabilityZonesMismatch', `The file system is in ${system.zone}, the subnet in ${subnet.zone}.`);
    for (const { network: other } of this.#targetsOf(system.id)) {
      if (other.vpcId !== subnet.vpcId) throw this.error('MountTargetConflict', 'requested subnet for new mount target is not in the same VPC as existing mount targets');
      if (other.zone === subnet.zone) throw this.error('MountTargetConflict', 'mount target already exists in this AZ');
    }
    const id = this.hexId('fsmt-');
    const groups = this.#checkGroups(securityGroups ?? network.defaultGroups(subnet.vpcId));
    const description = `EFS mount target for ${system.id} (${id})`;
    const attached = this.#inEc2Words(() => network.attachInterface({ subnetId, groups, description, privateAddress: ipAddress }), ipAddress);
    const given = { id, fileSystemId: system.id, network: attached, groups };
    return this.#describeTarget(this.#targets.add(id, newMountTarget(this.simulation, this.model.mountTarget, given)));
  } // prettier-ignore

  describeMountTargets(input: Input<'DescribeMountTargets'> = {}): Output<'DescribeMountTargets'> {
    const { fileSystemId, mountTargetId, accessPointId, marker } = input;
    if (accessPointId !== undefined) throw new NotModelled('Amazon EFS', 'AccessPointId');
    if ((fileSystemId === undefined) === (mountTargetId === undefined)) throw badRequest('A file system id or a mount target id: one of them.'); // prettier-ignore
    const all = mountTargetId === undefined ? this.#targetsOf(this.fileSystem(fileSystemId!).id) : [this.#targets.get(mountTargetId)]; // prettier-ignore
    const { page, nextMarker } = this.#page(all, marker);
    return { mountTargets: page.map((one) => this.#describeTarget(one)), ...(marker !== undefined && { marker }), ...nextMarker }; // prettier-ignore
  }

  deleteMountTarget({ mountTargetId }: Input<'DeleteMountTarget'>): Output<'DeleteMountTarget'> {
    const target = this.#targets.get(mountTargetId);
    if (target.life.is('deleting')) return {};
    target.life.to('deleting');
    this.simulation.schedule(this.model.deletion, () => {
      this.#targets.remove(mountTargetId);
      networkOf(this.region).detachInterface(target.network.id);
    });
    return {};
  }

  describeMountTargetSecurityGroups({ mountTargetId }: Input<'DescribeMountTargetSecurityGroups'>): Output<'DescribeMountTargetSecurityGroups'> {
    return { securityGroups: [...this.#targets.get(mountTargetId).groups] };
  } // prettier-ignore

  modifyMountTargetSecurityGroups(input: Input<'ModifyMountTargetSecurityGroups'>): Output<'ModifyMountTargetSecurityGroups'> {
    const target = this.#targets.get(input.mountTargetId);
    if (!target.life.is('available')) throw this.error('IncorrectMountTargetState', `Mount target '${target.id}' is not available.`);
    const network = networkOf(this.region);
    const groups = this.#checkGroups(input.securityGroups ?? network.defaultGroups(target.network.vpcId));
    this.#inEc2Words(() => network.regroupInterface(target.network.id, groups), undefined);
    target.groups = groups;
    return {};
  } // prettier-ignore

  putLifecycleConfiguration(input: Input<'PutLifecycleConfiguration'>): Output<'PutLifecycleConfiguration'> {
    const system = this.#available(input.fileSystemId);
    const { lifecyclePolicies: policies } = input;
    if (policies.some((one) => Object.values(one).filter(Boolean).length !== 1)) throw badRequest('One or more LifecyclePolicy objects specified are malformed.');
    const days = (text: string | undefined) => (text === undefined ? undefined : Number(/\d+/.exec(text)![0]));
    const ia = days(policies.find((one) => one.transitionToIA)?.transitionToIA);
    const archive = days(policies.find((one) => one.transitionToArchive)?.transitionToArchive);
    if (archive !== undefined && system.throughputMode !== 'elastic') throw badRequest('Archive is for file systems with elastic throughput.');
    if (archive !== undefined && ia !== undefined && archive <= ia) throw badRequest('TransitionToArchive must be later than TransitionToIA.');
    system.setPolicies(policies);
    return { lifecyclePolicies: policies };
  } // prettier-ignore

  describeLifecycleConfiguration({ fileSystemId }: Input<'DescribeLifecycleConfiguration'>): Output<'DescribeLifecycleConfiguration'> {
    return { lifecyclePolicies: this.fileSystem(fileSystemId).policies };
  } // prettier-ignore

  #available(idOrArn: string): FileSystem {
    const system = this.fileSystem(idOrArn);
    if (system.life.is('available')) return system;
    throw this.error('IncorrectFileSystemLifeCycleState', `File system '${system.id}' is ${system.life.state}, not available.`); // prettier-ignore
  }

  #targetsOf(id: string): MountTarget[] {
    return this.#targets.list().filter(({ fileSystemId }) => fileSystemId === id);
  }

  #checkThroughput(mode: ThroughputMode, amount: number | undefined, oneZone: boolean): void {
    if ((mode === 'provisioned') !== (amount !== undefined)) throw badRequest('ProvisionedThroughputInMibps goes with the throughput mode provisioned, and with no other.'); // prettier-ignore
    if (amount !== undefined && amount > mostProvisioned(this.region.name, oneZone)) throw this.error('ThroughputLimitExceeded', 'That is more throughput than a file system can have here.'); // prettier-ignore
  }

  #checkGroups(groups: readonly string[]): readonly string[] {
    if (groups.length > limits.securityGroups.max) throw this.error('SecurityGroupLimitExceeded', `A mount target has ${limits.securityGroups.max} security groups at most.`); // prettier-ignore
    return [...groups];
  }

  /** EC2's refusal of an interface, as EFS passes it on. */
  #inEc2Words<T>(act: () => T, address: string | undefined): T {
    try {
      return act();
    } catch (error) {
      const { name, message } = error as Error;
      if (name.startsWith('InvalidGroup')) throw this.error('SecurityGroupNotFound', message);
      if (name === 'InsufficientFreeAddressesInSubnet') throw this.error(address === undefined ? 'NoFreeAddressesInSubnet' : 'IpAddressInUse', message); // prettier-ignore
      throw error;
    }
  }

  #page<T>(all: readonly T[], marker: string | undefined) {
    const badToken = () => badRequest('Invalid marker.');
    const { page, nextToken } = pageOf(all, { nextToken: marker, size: PAGE, badToken });
    return { page, nextMarker: nextToken === undefined ? {} : { nextMarker: nextToken } };
  }

  #describe(system: FileSystem): Output<'CreateFileSystem'> {
    const { id, settings, life, sizes, created: creationTime, throughputMode, zone, provisionedThroughput } = system;
    const { standard, infrequent, archive } = sizes;
    const { tags = [], performanceMode = 'generalPurpose', encrypted = false, creationToken } = settings;
    const name = tags.find(({ key }) => key === 'Name')?.value;
    const place = zonesOf(this.region.name, this.region.account).find((one) => one.name === zone);
    return {
      ...{ ownerId: this.region.account, creationToken: creationToken!, fileSystemId: id, creationTime, tags },
      fileSystemArn: this.arn(`file-system/${id}`),
      ...{ lifeCycleState: life.state, numberOfMountTargets: this.#targetsOf(id).length },
      sizeInBytes: { value: standard + infrequent + archive, timestamp: this.date, valueInStandard: standard, valueInIA: infrequent, valueInArchive: archive },
      ...{ performanceMode, throughputMode, encrypted, fileSystemProtection: { replicationOverwriteProtection: 'ENABLED' } },
      ...(name !== undefined && { name }),
      ...(settings.kmsKeyId !== undefined && { kmsKeyId: settings.kmsKeyId }),
      ...(provisionedThroughput !== undefined && { provisionedThroughputInMibps: provisionedThroughput }),
      ...(place && { availabilityZoneName: place.name, availabilityZoneId: place.id }),
    };
  } // prettier-ignore

  #describeTarget({ id, fileSystemId, network, life }: MountTarget): Output<'CreateMountTarget'> {
    const { subnetId, vpcId, zone, privateAddress: ipAddress, id: networkInterfaceId } = network;
    const place = zonesOf(this.region.name, this.region.account).find(({ name }) => name === zone)!;
    return {
      ...{ ownerId: this.region.account, mountTargetId: id, fileSystemId, subnetId, vpcId, ipAddress, networkInterfaceId },
      ...{ lifeCycleState: life.state, availabilityZoneName: place.name, availabilityZoneId: place.id },
    };
  } // prettier-ignore
}
