import { NotModelled } from '../../cloud/index.ts';
import { Registry } from '../../cloud/registry.ts';
import type { CapacityReservations } from './capacity-reservations.ts';
import { checkApplication, type Application } from './application.ts';
import { describe, idsOrPages, tagFilters } from './describe.ts';
import { Ec2Instance } from './ec2-instance.ts';
import { ec2Error, invalidCombination, invalidValue, missingParameter, notFound } from './errors.ts';
import type { Images } from './images.ts';
import type { LaunchTemplates } from './launch-templates.ts';
import { ec2Limits as limits } from './limits.ts';
import { LaunchCreditQuota } from './credits/index.ts';
import { STATE_CODES, terminateTogether, type InstanceStateName } from './lifecycle/index.ts';
import { Part, refuseNotModelled, type Context } from './part.ts';
import type { Input, Model, Output } from './schema.ts';
import type * as aws from './schema.ts';
import type { SecurityGroups } from './security-groups.ts';
import type { SpotMarket } from './spot-market.ts';
import type { InterfaceRecord, SubnetRecord, Topology } from './topology.ts';
import { INSTANCE_TYPES, readInstanceTypeName, type InstanceType } from './types/index.ts';
import type { Volumes } from './volumes.ts';
import type { Vpcs } from './vpcs.ts';

/** An instance as EC2 keeps it, with what it was launched with. */
interface Kept {
  readonly instance: Ec2Instance;
  readonly given: Input<'RunInstances'>;
  readonly reservationId: string;
  readonly index: number;
  readonly subnet: SubnetRecord;
  readonly spotRequestId: string | undefined;
  userData: string | undefined;
}

/** Where a launch puts its instances in the network. */
interface Spec {
  readonly subnet: SubnetRecord;
  readonly groups: string[];
  readonly isPublic: boolean;
  readonly privateIpAddress: string | undefined;
}

/** The parts of EC2 that a launch needs. */
export interface Parts {
  readonly net: Topology;
  readonly vpcs: Vpcs;
  readonly groups: SecurityGroups;
  readonly images: Images;
  readonly volumes: Volumes;
  readonly templates: LaunchTemplates;
  readonly spot: SpotMarket;
  readonly reservations: CapacityReservations;
}

const NOT_MODELLED =
  'kernelId ramdiskId elasticGpuSpecification elasticInferenceAccelerators licenseSpecifications enclaveOptions operator secondaryInterfaces networkPerformanceOptions additionalInfo ipv6AddressCount ipv6Addresses enablePrimaryIpv6 cpuOptions instanceRequirements ramDiskId elasticGpuSpecifications';

/** Seconds for which a terminated instance is still shown: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/terminating-instances.html says "for a short while". */
const SHOWN = 3600;

/** Instances: launched, described, started, stopped, terminated. */
export class Instances extends Part {
  readonly #parts: Parts;
  readonly #all = new Registry<Kept>((id) => notFound('i', id));
  readonly #reservations = new Map<string, { readonly asked: string; readonly id: string }>();
  readonly #launchCredits = new LaunchCreditQuota();
  readonly #applications = new Map<string, Application>();

  /** Made by `Ec2`. */
  constructor(ec2: Context, parts: Parts) {
    super(ec2);
    this.#parts = parts;
    ec2.region.world.faults.listen(() => {
      for (const { instance } of this.#all) instance.faultsChanged();
    });
    parts.reservations.running = (type, zone) => this.#running(INSTANCE_TYPES.get(type)!, zone);
  }

  /** The instance of an id. */
  get(id: string): Ec2Instance {
    return this.#all.get(id).instance;
  }

  /** All instances that are not terminated. */
  list(): Ec2Instance[] {
    return this.#all.list().map(({ instance }) => instance).filter(({ state }) => state !== 'terminated'); // prettier-ignore
  }

  /** What runs on instances that are launched from now on: of one image, or of all. */
  application(application: Application | undefined, image = ''): void {
    if (application) {
      checkApplication(application);
      this.#applications.set(image, application);
    } else this.#applications.delete(image);
  }

  runInstances(input: Input<'RunInstances'>): Output<'RunInstances'> {
    const { clientToken } = input;
    const asked = JSON.stringify(input);
    const before = clientToken === undefined ? undefined : this.#reservations.get(clientToken);
    if (before && before.asked !== asked) throw ec2Error('IdempotentParameterMismatch', 'Arguments on this idempotent request are inconsistent with arguments used in previous request(s).'); // prettier-ignore
    if (before) return this.#reservation(before.id);
    const kept = this.launch(input);
    if (clientToken !== undefined) this.#reservations.set(clientToken, { asked, id: kept[0]!.reservationId });
    return this.#reservation(kept[0]!.reservationId);
  }

  /** Launches as many as asked, at most, and the minimum at least. */
  launch(input: Input<'RunInstances'>, application?: Application): Kept[] {
    const template = input.launchTemplate && this.#parts.templates.dataOf(input.launchTemplate);
    const given = template ? overlaid(template.data, input) : input;
    refuseNotModelled(given, NOT_MODELLED);
    const { minCount, maxCount, instanceMarketOptions: market, hibernationOptions } = given;
    if (!(minCount >= 1)) throw invalidValue('minCount', minCount, 'The value must be greater than 0');
    if (!(maxCount >= minCount)) throw invalidCombination(`The value for minCount (${minCount}) must be less than or equal to the value for maxCount (${maxCount}).`.slice(0, 200)); // prettier-ignore
    const tags = this.ec2.tags.given(given.tagSpecifications, 'instance', ['volume', 'network-interface', 'spot-instances-request']); // prettier-ignore
    const spotTags = this.ec2.tags.given(given.tagSpecifications, 'spot-instances-request', ['instance', 'network-interface', 'volume']); // prettier-ignore
    const volumeTags = this.ec2.tags.given(given.tagSpecifications, 'volume', ['instance', 'network-interface', 'spot-instances-request']); // prettier-ignore
    if (given.userData !== undefined && userDataBytes(given.userData) > limits.userData.max) throw invalidValue('userData', '…', 'User data is limited to 16384 bytes'); // prettier-ignore
    if (given.imageId === undefined) throw missingParameter('ImageId');
    const type = this.typeNamed(given.instanceType ?? 'm1.small');
    const image = this.#parts.images.launchable(given.imageId);
    if (image.given.architecture !== type.architecture) throw ec2Error('InvalidParameterValue', `The architecture '${type.architecture}' of the specified instance type does not match the architecture '${image.given.architecture}' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again. You can use 'describe-instance-types' or 'describe-images' to discover the architecture of the instance type or AMI.`); // prettier-ignore
    if (hibernationOptions?.configured && !type.hibernation) throw ec2Error('UnsupportedHibernationConfiguration', `${type.name} does not support hibernation.`); // prettier-ignore
    const { tenancy = 'default' } = given.placement ?? {};
    if (tenancy !== 'default') throw new NotModelled('Amazon EC2', `Placement.Tenancy ${tenancy}: what it costs is in the pricing functions`); // prettier-ignore
    const spec = this.#network(given);
    const zone = { name: spec.subnet.given.availabilityZone, id: spec.subnet.given.availabilityZoneId };
    const spot = market?.marketType === 'spot';
    if (market?.marketType !== undefined && !/^(spot|on-demand)$/.test(market.marketType)) throw new NotModelled('Amazon EC2', `InstanceMarketOptions.MarketType ${market.marketType}`); // prettier-ignore
    if (market?.spotOptions?.spotInstanceType === 'persistent' || market?.spotOptions?.blockDurationMinutes !== undefined) throw new NotModelled('Amazon EC2', 'persistent Spot requests and block durations'); // prettier-ignore
    if (spot && (market.spotOptions?.instanceInterruptionBehavior ?? 'terminate') !== 'terminate') throw new NotModelled('Amazon EC2', 'Spot Instances that stop or hibernate: they need a persistent request'); // prettier-ignore
    const room = this.#room(type, zone.name, spec.subnet, spot);
    if (room.count < minCount) throw room.error();
    const count = Math.min(maxCount, room.count);
    if (count > 1 && spec.privateIpAddress !== undefined) throw invalidCombination('A private address can be given to one instance alone'); // prettier-ignore
    const reservationId = this.ec2.id('r-');
    const root = given.blockDeviceMappings?.find(
      ({ deviceName }) => deviceName === image.given.rootDeviceName,
    )?.ebs;
    const size = root?.volumeSize ?? image.rootSize;
    if (!(size >= image.rootSize && size <= 65_536)) throw ec2Error('InvalidBlockDeviceMapping', `Volume of size ${size}GB is smaller than snapshot, expect size >= ${image.rootSize}GB`); // prettier-ignore
    const data = (given.blockDeviceMappings ?? []).filter(({ deviceName, ebs }) => ebs && deviceName !== image.given.rootDeviceName); // prettier-ignore
    for (const { ebs } of data) this.#parts.volumes.checkData(ebs!);
    const found: Kept[] = [];
    for (let index = 0; index < count; index++) {
      const id = this.ec2.id('i-');
      const price = spot ? this.#parts.spot.priceOf(type.name, zone.name) : undefined;
      const member = spot ? this.#parts.spot.launch(type.name, zone.name, market.spotOptions ?? {}, () => this.get(id)) : undefined; // prettier-ignore
      const network = this.#interface(id, spec);
      const instance = new Ec2Instance(this.ec2, this.#parts.net, {
        id,
        imageId: image.given.imageId,
        type,
        zone,
        network,
        hasUserData: given.userData !== undefined,
        detailed: given.monitoring?.enabled ?? false,
        creditMode: given.creditSpecification?.cpuCredits as 'standard' | 'unlimited' | undefined,
        launchCredits: () => type.name.startsWith('t2.') && this.#launchCredits.take(this.simulation.now),
        hibernation: hibernationOptions?.configured ?? false,
        autoRecovery: given.maintenanceOptions?.autoRecovery !== 'disabled' && !type.instanceStore && !type.name.includes('metal'), // prettier-ignore
        shutdownBehavior: given.instanceInitiatedShutdownBehavior ?? 'stop',
        disableApiStop: given.disableApiStop ?? false,
        disableApiTermination: given.disableApiTermination ?? false,
        application: application ?? this.#applications.get(image.given.imageId) ?? this.#applications.get(''),
        spot: member && price ? { member, price } : undefined,
        onState: (one, state) => this.#onState(one, state),
      });
      this.ec2.tags.add(id, 'instance', tags);
      if (template) this.ec2.tags.mark(id, { 'aws:ec2launchtemplate:id': template.id, 'aws:ec2launchtemplate:version': template.version }); // prettier-ignore
      this.#parts.volumes.makeRoot(id, zone.name, size, root?.volumeType ?? 'gp3', root?.deleteOnTermination ?? true, volumeTags); // prettier-ignore
      for (const { deviceName = '', ebs } of data) this.#parts.volumes.makeData(id, zone.name, deviceName, ebs!, volumeTags); // prettier-ignore
      const kept = { instance, given, reservationId, index, subnet: spec.subnet, spotRequestId: spot ? this.#parts.spot.fulfil(instance, market?.spotOptions ?? {}, spotTags) : undefined, userData: given.userData }; // prettier-ignore
      found.push(this.#all.add(id, kept));
      this.#emit(instance, 'pending');
    }
    this.#countReserved(type, zone.name);
    this.#parts.net.changed();
    return found;
  }

  /** How many On-Demand Instances of a type use capacity in a zone. */
  #running(type: InstanceType, zone: string): number {
    return this.list().filter((one) => one.type === type && one.zone.name === zone && one.state !== 'stopped' && !one.spot).length; // prettier-ignore
  }

  #countReserved(type: InstanceType, zone: string): void {
    if (this.#parts.reservations.any)
      this.#parts.reservations.use(type.name, zone, this.#running(type, zone));
  }

  /** The type of that name. Throws for one that AWS does not have, and for one that is not modelled. */
  typeNamed(name: string): InstanceType {
    const type = INSTANCE_TYPES.get(name);
    if (!type && !readInstanceTypeName(name)) throw ec2Error('InvalidParameterValue', `Invalid value '${name.slice(0, 100)}' for InstanceType.`); // prettier-ignore
    if (!type) throw new NotModelled('Amazon EC2', `the instance type ${name}`);
    return type;
  }

  startInstances({ instanceIds }: Input<'StartInstances'>): Output<'StartInstances'> {
    const all = this.#named(instanceIds);
    for (const { instance, subnet } of all) {
      if (instance.spot) throw ec2Error('UnsupportedOperation', `You can't start the Spot Instance '${instance.id}' because the associated Spot Instance request is not persistent`); // prettier-ignore
      if (instance.state !== 'stopped') continue;
      const room = this.#room(instance.type, instance.zone.name, subnet, false, true);
      if (room.count < 1) throw room.error();
    }
    return { startingInstances: this.#change(all, ({ instance }) => instance.life.start()) };
  }

  stopInstances(input: Input<'StopInstances'>): Output<'StopInstances'> {
    const all = this.#named(input.instanceIds);
    for (const { instance } of all) if (instance.spot) throw ec2Error('UnsupportedOperation', `You can't stop the Spot Instance '${instance.id}' because it is associated with a one-time Spot Instance request. You can only stop Spot Instances associated with persistent Spot Instance requests.`); // prettier-ignore
    return { stoppingInstances: this.#change(all, ({ instance }) => instance.life.stop({ hibernate: input.hibernate ?? false })) }; // prettier-ignore
  }

  rebootInstances({ instanceIds }: Input<'RebootInstances'>): Output<'RebootInstances'> {
    for (const { instance } of this.#named(instanceIds)) instance.life.reboot();
    return {};
  }

  terminateInstances({ instanceIds }: Input<'TerminateInstances'>): Output<'TerminateInstances'> {
    const all = this.#named(instanceIds);
    const previous = all.map(({ instance }) => instance.state);
    for (const { instance } of all) instance.transition ||= 'User initiated';
    const error = terminateTogether(all.map(({ instance }) => ({ instance: instance.life, zone: instance.zone.name }))); // prettier-ignore
    if (error) throw error;
    return { terminatingInstances: all.map(({ instance }, at) => changeOf(instance, previous[at]!)) };
  }

  monitorInstances({ instanceIds }: Input<'MonitorInstances'>): Output<'MonitorInstances'> {
    return { instanceMonitorings: this.#monitor(instanceIds, true) };
  }

  unmonitorInstances({ instanceIds }: Input<'UnmonitorInstances'>): Output<'UnmonitorInstances'> {
    return { instanceMonitorings: this.#monitor(instanceIds, false) };
  }

  describeInstances(input: Input<'DescribeInstances'> = {}): Output<'DescribeInstances'> {
    const { instanceIds: ids } = input;
    idsOrPages(ids, input, 'instancesSet');
    const kept = ids?.length ? this.#named(ids) : this.#all.list();
    const { page, ...more } = describe(kept.map((one) => this.#row(one)), input, fields); // prettier-ignore
    const reservations = new Map<string, Model<aws.Reservation> & { instances: Model<aws.Instance>[] }>();
    for (const { reservationId, instance } of page) {
      const one = reservations.get(reservationId) ?? { reservationId, ownerId: this.ec2.region.account, groups: [], instances: [] }; // prettier-ignore
      reservations.set(reservationId, one);
      one.instances.push(instance);
    }
    return { reservations: [...reservations.values()], ...more };
  }

  describeInstanceStatus(input: Input<'DescribeInstanceStatus'> = {}): Output<'DescribeInstanceStatus'> {
    const { instanceIds: ids, includeAllInstances = false } = input;
    idsOrPages(ids, input, 'InstanceId');
    const kept = ids?.length ? this.#named(ids) : this.#all.list();
    const rows = kept.filter(({ instance }) => includeAllInstances || instance.state === 'running').map(({ instance }) => statusOf(instance, this.simulation.epochMillis - this.simulation.now * 1000));
    const { page, ...more } = describe(rows, input, {
      'availability-zone': ({ availabilityZone }) => availabilityZone,
      'instance-state-name': ({ instanceState }) => instanceState!.name,
      'instance-state-code': ({ instanceState }) => String(instanceState!.code),
      'instance-status.status': ({ instanceStatus }) => instanceStatus!.status,
      'instance-status.reachability': ({ instanceStatus }) => instanceStatus!.details!.map(({ status = '' }) => status),
      'system-status.status': ({ systemStatus }) => systemStatus!.status,
      'system-status.reachability': ({ systemStatus }) => systemStatus!.details!.map(({ status = '' }) => status),
      'attached-ebs-status.status': ({ attachedEbsStatus }) => attachedEbsStatus!.status,
    });
    return { instanceStatuses: page, ...more };
  } // prettier-ignore

  attachVolume({ volumeId, instanceId, device }: Input<'AttachVolume'>): Output<'AttachVolume'> {
    const { instance } = this.#all.get(instanceId);
    if (!/^(running|stopped)$/.test(instance.state)) throw ec2Error('IncorrectState', `Instance '${instanceId}' is not 'running'.`); // prettier-ignore
    if (!/^(\/dev\/)?(sd|xvd)[a-z]{1,2}[0-9]{0,2}$/.test(device)) throw invalidValue('unixDevice', device, 'Attachment point is invalid.'); // prettier-ignore
    return this.#parts.volumes.attach(volumeId, instanceId, instance.zone.name, device);
  }

  modifyInstanceAttribute(input: Input<'ModifyInstanceAttribute'>): Output<'ModifyInstanceAttribute'> {
    refuseNotModelled(input, 'sourceDestCheck enclaveOptions blockDeviceMappings kernel ramdisk ebsOptimized sriovNetSupport enaSupport');
    const { instanceId, attribute, value, groups } = input;
    const kept = this.#all.get(instanceId);
    const { instance } = kept;
    const text = (name: aws.InstanceAttributeName, member?: { value?: string }) => (attribute === name ? value : member?.value);
    const flag = (name: aws.InstanceAttributeName, member?: { value?: boolean }) => (attribute === name ? value === 'true' : member?.value);
    const stop = flag('disableApiStop', input.disableApiStop);
    const termination = flag('disableApiTermination', input.disableApiTermination);
    const behavior = text('instanceInitiatedShutdownBehavior', input.instanceInitiatedShutdownBehavior);
    const typeName = text('instanceType', input.instanceType);
    const changes = [stop, termination, behavior, typeName, input.userData, groups].filter((one) => one !== undefined);
    if (attribute !== undefined && changes.length === 0) throw new NotModelled('Amazon EC2', `ModifyInstanceAttribute ${attribute}`);
    if (changes.length !== 1) throw ec2Error('InvalidParameterCombination', changes.length === 0 ? 'No attributes specified.' : 'Fields for multiple attribute types specified');
    if (stop !== undefined) instance.life.disableApiStop = stop;
    if (termination !== undefined) instance.life.disableApiTermination = termination;
    if (behavior !== undefined) {
      if (behavior !== 'stop' && behavior !== 'terminate') throw invalidValue('instanceInitiatedShutdownBehavior', behavior);
      instance.life.shutdownBehavior = behavior;
    }
    if (typeName !== undefined) this.#resize(instance, typeName);
    if (input.userData) {
      instance.life.requireStopped();
      kept.userData = textOf(input.userData.value);
    }
    if (groups !== undefined) {
      instance.network.groups = this.#parts.groups.named(instance.network.vpcId, groups);
      this.#parts.net.changed();
    }
    return {};
  } // prettier-ignore

  describeInstanceAttribute({ instanceId, attribute }: Input<'DescribeInstanceAttribute'>): Output<'DescribeInstanceAttribute'> {
    const { instance, userData } = this.#all.get(instanceId);
    const { life, type, network } = instance;
    switch (attribute) {
      case 'instanceType':
        return { instanceId, instanceType: { value: type.name } };
      case 'disableApiTermination':
        return { instanceId, disableApiTermination: { value: life.disableApiTermination } };
      case 'disableApiStop':
        return { instanceId, disableApiStop: { value: life.disableApiStop } };
      case 'instanceInitiatedShutdownBehavior':
        return { instanceId, instanceInitiatedShutdownBehavior: { value: life.shutdownBehavior } };
      case 'userData':
        return { instanceId, userData: userData === undefined ? {} : { value: userData } };
      case 'groupSet':
        return { instanceId, groups: network.groups.map((groupId) => ({ groupId })) };
      case 'rootDeviceName':
        return { instanceId, rootDeviceName: { value: '/dev/xvda' } };
      default:
        throw new NotModelled('Amazon EC2', `DescribeInstanceAttribute ${attribute}`);
    }
  } // prettier-ignore

  modifyInstanceCreditSpecification(input: Input<'ModifyInstanceCreditSpecification'>): Output<'ModifyInstanceCreditSpecification'> {
    const done: { instanceId: string }[] = [];
    const refused: { instanceId: string; error: { code: aws.UnsuccessfulInstanceCreditSpecificationErrorCode; message: string } }[] = [];
    for (const { instanceId = '', cpuCredits } of input.instanceCreditSpecifications) {
      const instance = this.#all.find(instanceId)?.instance;
      if (!instance) refused.push({ instanceId, error: { code: 'InvalidInstanceID.NotFound', message: `The instance ID '${instanceId.slice(0, 50)}' does not exist` } });
      else if (instance.type.creditsPerHour === undefined) refused.push({ instanceId, error: { code: 'InstanceCreditSpecification.NotSupported', message: 'Instance is not a burstable performance instance.' } });
      else if (cpuCredits !== 'standard' && cpuCredits !== 'unlimited') throw invalidValue('CpuCredits', cpuCredits);
      else {
        instance.switchCredits(cpuCredits);
        done.push({ instanceId });
      }
    }
    return { successfulInstanceCreditSpecifications: done, unsuccessfulInstanceCreditSpecifications: refused };
  } // prettier-ignore

  describeInstanceCreditSpecifications(input: Input<'DescribeInstanceCreditSpecifications'> = {}): Output<'DescribeInstanceCreditSpecifications'> {
    const kept = input.instanceIds?.length ? this.#named(input.instanceIds) : this.#all.list();
    const rows = kept.flatMap(({ instance }) => (instance.credits ? [{ instanceId: instance.id, cpuCredits: instance.credits.mode as string }] : []));
    const { page, ...more } = describe(rows, input, { 'instance-id': ({ instanceId }) => instanceId });
    return { instanceCreditSpecifications: page, ...more };
  } // prettier-ignore

  #resize(instance: Ec2Instance, name: string): void {
    const type = this.typeNamed(name);
    if (instance.spot) throw ec2Error('UnsupportedOperation', 'The instance type of a Spot Instance cannot be changed.'); // prettier-ignore
    if (type.architecture !== instance.type.architecture) throw invalidValue('instanceType', name, `The instance has the architecture ${instance.type.architecture}.`); // prettier-ignore
    instance.type = type;
  }

  /** Where it stands in the network: subnet, groups, addresses; by the first network interface where the request has one. */
  #network(given: Input<'RunInstances'>): Spec {
    const { networkInterfaces = [], placement } = given;
    if (networkInterfaces.length > 1)
      throw new NotModelled('Amazon EC2', 'instances with several network interfaces');
    const [own] = networkInterfaces;
    if (own && (given.subnetId !== undefined || given.securityGroupIds?.length || given.securityGroups?.length)) throw invalidCombination('Network interfaces and an instance-level subnet ID or security groups may not be specified on the same request'); // prettier-ignore
    if (own) refuseNotModelled(own, 'networkInterfaceId ipv6AddressCount ipv6Addresses privateIpAddresses secondaryPrivateIpAddressCount associateCarrierIpAddress ipv4Prefixes ipv4PrefixCount ipv6Prefixes ipv6PrefixCount primaryIpv6 enaSrdSpecification enaQueueCount'); // prettier-ignore
    const subnetId = own?.subnetId ?? given.subnetId;
    const zone = placement?.availabilityZone ?? placement?.availabilityZoneId;
    const subnet = subnetId === undefined ? this.#defaultSubnet(zone) : this.#parts.net.subnets.get(subnetId);
    const { availabilityZone, availabilityZoneId, vpcId, mapPublicIpOnLaunch = false } = subnet.given;
    if (zone !== undefined && zone !== availabilityZone && zone !== availabilityZoneId) throw invalidValue('availabilityZone', zone, `The subnet is in ${availabilityZone}.`); // prettier-ignore
    const groups = this.#parts.groups.named(
      vpcId,
      own?.groups ?? given.securityGroupIds,
      own ? [] : given.securityGroups,
    );
    const privateIpAddress = own?.privateIpAddress ?? given.privateIpAddress;
    return {
      subnet,
      groups,
      isPublic: own?.associatePublicIpAddress ?? mapPublicIpOnLaunch,
      privateIpAddress,
    };
  }

  /** A default subnet: in the zone asked for, or in one that AWS chooses, here in turn at random. */
  #defaultSubnet(zone: string | undefined): SubnetRecord {
    const all = this.#parts.net.subnets.list().filter(({ given }) => given.defaultForAz);
    if (all.length === 0) throw ec2Error('VPCIdNotSpecified', 'No default VPC for this user');
    if (zone === undefined) {
      const up = all.filter(({ given }) => this.ec2.region.world.faults.isUp(given.availabilityZone));
      const list = up.length > 0 ? up : all;
      return list[this.ec2.random('zones').integer(0, list.length - 1)]!;
    }
    const found = all.find(
      ({ given }) => given.availabilityZone === zone || given.availabilityZoneId === zone,
    );
    if (!found) throw invalidValue('availabilityZone', zone, 'There is no default subnet there.');
    return found;
  }

  /** How many instances there is room for, and why there is not more. */
  #room(type: InstanceType, zone: string, subnet: SubnetRecord, spot: boolean, again = false) {
    const alive = this.list().filter(({ state }) => state !== 'stopped');
    const up = this.ec2.region.world.faults.isUp(zone);
    const own = () => Math.max(this.ec2.model.capacity - this.#running(type, zone), this.#parts.reservations.unused(type.name, zone));
    const capacity = up ? (spot ? this.#parts.spot.spare(type.name, zone) : own()) : 0;
    const quota = !spot && (this.ec2.model.newAccount || this.ec2.region.quotas.has(limits.standardVcpus)) ? this.ec2.quota(limits.standardVcpus) : Infinity;
    const vcpus = alive.filter((one) => !one.spot && one.state !== 'stopping').reduce((sum, one) => sum + one.type.vcpus, 0) + this.#parts.reservations.unusedVcpus;
    const byQuota = Math.floor((quota - vcpus) / type.vcpus);
    const addresses = again ? Infinity : subnet.pool.free;
    const count = Math.max(0, Math.min(capacity, byQuota, addresses));
    const error = () => {
      if (count === Math.max(0, byQuota)) return ec2Error('VcpuLimitExceeded', `You have requested more vCPU capacity than your current vCPU limit of ${quota} allows for the instance bucket that the specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.`);
      if (count === addresses) return ec2Error('InsufficientFreeAddressesInSubnet', `There are not enough free addresses in subnet '${subnet.given.subnetId}' to satisfy the requested number of instances.`);
      return ec2Error('InsufficientInstanceCapacity', `We currently do not have sufficient ${type.name} capacity in the Availability Zone you requested (${zone}). Our system will be working on provisioning additional capacity.`, 500);
    };
    return { count, error };
  } // prettier-ignore

  #interface(instanceId: string, spec: Spec): InterfaceRecord {
    const { subnet, groups, isPublic, privateIpAddress } = spec;
    const { subnetId, vpcId } = subnet.given;
    if (privateIpAddress !== undefined && !subnet.pool.claim(privateIpAddress)) throw ec2Error('InvalidIPAddress.InUse', `Address ${privateIpAddress.slice(0, 50)} is in use, or not in the subnet.`); // prettier-ignore
    const id = this.ec2.id('eni-');
    const record: InterfaceRecord = { id, subnetId, vpcId, privateAddress: privateIpAddress ?? subnet.pool.take(), description: '', groups, instanceId, listens: [] }; // prettier-ignore
    if (isPublic) record.publicAddress = this.#parts.net.publicAddress();
    this.ec2.tags.add(id, 'network-interface');
    return this.#parts.net.interfaces.add(id, record);
  }

  #named(ids: readonly string[]): Kept[] {
    if (ids.length === 0) throw missingParameter('InstanceId');
    const missing = ids.filter((id) => !this.#all.has(id));
    // AWS names all that are missing, where there are several.
    if (missing.length > 1 && missing.every((id) => /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(id))) throw ec2Error('InvalidInstanceID.NotFound', `The instance IDs '${missing.join(', ')}' do not exist`); // prettier-ignore
    return [...new Set(ids)].map((id) => this.#all.get(id));
  }

  /** Changes several or none: where one refuses, none is changed. */
  #change(all: readonly Kept[], change: (one: Kept) => void): Model<aws.InstanceStateChange>[] {
    return all.map((one) => {
      const { state } = one.instance;
      change(one);
      one.instance.transition = 'User initiated';
      return changeOf(one.instance, state);
    });
  }

  #monitor(ids: readonly string[], on: boolean): Model<aws.InstanceMonitoring>[] {
    return this.#named(ids).map(({ instance }) => {
      instance.detailedMonitoring = on;
      return {
        instanceId: instance.id,
        monitoring: { state: on ? ('pending' as const) : ('disabling' as const) },
      };
    });
  }

  #onState(instance: Ec2Instance, state: InstanceStateName): void {
    this.#emit(instance, state);
    if (state === 'shutting-down') this.#parts.volumes.leave(instance.id);
    this.#countReserved(instance.type, instance.zone.name);
    if (state === 'shutting-down' && this.#all.get(instance.id).spotRequestId !== undefined) this.#parts.spot.close(this.#all.get(instance.id).spotRequestId!, !instance.transition.startsWith('Server')); // prettier-ignore
    if (state !== 'terminated') return;
    const { subnet } = this.#all.get(instance.id);
    subnet.pool.release(instance.privateAddress);
    for (const address of this.#parts.net.addresses) {
      if (address.networkInterfaceId !== instance.network.id) continue;
      for (const key of ['associationId', 'networkInterfaceId', 'instanceId', 'privateIpAddress'] as const) delete address[key]; // prettier-ignore
    }
    this.#parts.net.interfaces.remove(instance.network.id);
    this.ec2.tags.remove(instance.network.id);
    this.#parts.net.changed();
    this.simulation.schedule(SHOWN, () => {
      this.#all.remove(instance.id);
      this.ec2.tags.remove(instance.id);
    });
  }

  #emit(instance: Ec2Instance, state: string): void {
    this.ec2.region.events.put('aws.ec2', 'EC2 Instance State-change Notification', [this.ec2.region.arn('ec2', `instance/${instance.id}`)], () => ({ 'instance-id': instance.id, state })); // prettier-ignore
  }

  #reservation(reservationId: string): Output<'RunInstances'> {
    const instances = this.#all.list().filter((one) => one.reservationId === reservationId).map((one) => this.#row(one).instance); // prettier-ignore
    return { reservationId, ownerId: this.ec2.region.account, groups: [], instances };
  }

  #row(kept: Kept): Row {
    const { instance, given, reservationId, index, spotRequestId } = kept;
    const { network, type, zone, state, life, privateAddress } = instance;
    const gone = state === 'terminated';
    const { publicAddress } = instance;
    const groups = network.groups.map((groupId) => ({ groupId, groupName: this.#parts.net.groups.find(groupId)?.groupName ?? '' }));
    const { region } = this.ec2;
    const domain = region.name === 'us-east-1' ? 'compute-1' : `${region.name}.compute`;
    const { given: vpc, dnsHostnames } = this.#parts.net.vpcs.find(network.vpcId) ?? {};
    const attached = { status: 'attached' as const, deviceIndex: 0, deleteOnTermination: true, attachTime: instance.launchTime };
    const row: Model<aws.Instance> = {
      instanceId: instance.id,
      imageId: instance.imageId,
      instanceType: type.name,
      ...(given.keyName !== undefined && { keyName: given.keyName }),
      ...(given.clientToken !== undefined && { clientToken: given.clientToken }),
      ...(given.iamInstanceProfile && { iamInstanceProfile: { arn: given.iamInstanceProfile.arn ?? region.arn('iam', `instance-profile/${given.iamInstanceProfile.name}`) } }),
      amiLaunchIndex: index,
      launchTime: instance.launchTime,
      state: { code: STATE_CODES[state], name: state },
      stateTransitionReason: instance.transition,
      ...(instance.transition !== '' && /^(stopped|stopping|terminated|shutting-down)$/.test(state) && { stateReason: reasonOf(instance.transition) }),
      placement: { availabilityZone: zone.name, availabilityZoneId: zone.id, groupName: '', tenancy: 'default' },
      monitoring: { state: instance.detailedMonitoring ? 'enabled' : 'disabled' },
      architecture: type.architecture,
      hypervisor: 'xen',
      virtualizationType: 'hvm',
      rootDeviceType: 'ebs',
      rootDeviceName: '/dev/xvda',
      ebsOptimized: given.ebsOptimized ?? false,
      enaSupport: true,
      platformDetails: 'Linux/UNIX',
      usageOperation: 'RunInstances',
      cpuOptions: { coreCount: Math.max(1, type.vcpus / 2), threadsPerCore: type.architecture === 'x86_64' && type.vcpus > 1 ? 2 : 1 },
      hibernationOptions: { configured: life.hibernation },
      maintenanceOptions: { autoRecovery: given.maintenanceOptions?.autoRecovery ?? 'default' },
      productCodes: [],
      blockDeviceMappings: this.#parts.volumes.of(instance.id),
      ...(spotRequestId !== undefined && { instanceLifecycle: 'spot' as const, spotInstanceRequestId: spotRequestId }),
      tags: this.ec2.tags.of(instance.id),
      securityGroups: gone ? [] : groups,
      networkInterfaces: [],
      privateDnsName: gone ? '' : `ip-${privateAddress.replaceAll('.', '-')}.${region.name === 'us-east-1' ? 'ec2' : `${region.name}.compute`}.internal`,
      publicDnsName: gone || publicAddress === undefined || !dnsHostnames ? '' : `ec2-${publicAddress.replaceAll('.', '-')}.${domain}.${region.domain}`,
      ...(!gone && {
        subnetId: network.subnetId,
        vpcId: network.vpcId,
        privateIpAddress: privateAddress,
        sourceDestCheck: true,
        ...(publicAddress !== undefined && { publicIpAddress: publicAddress }),
        networkInterfaces: [{ networkInterfaceId: network.id, subnetId: network.subnetId, vpcId: network.vpcId, privateIpAddress: privateAddress, ownerId: vpc?.ownerId ?? region.account, status: 'in-use' as const, sourceDestCheck: true, groups, attachment: attached, interfaceType: 'interface' }],
      }),
    };
    return { reservationId, instance: row };
  } // prettier-ignore
}

/** An instance as it is shown, with its reservation. */
interface Row {
  readonly reservationId: string;
  readonly instance: Model<aws.Instance>;
}

type Field = (row: Row, rest: string) => string | readonly string[] | boolean | undefined;
const of = (read: (instance: Model<aws.Instance>) => ReturnType<Field>): Field => ({ instance }) => read(instance); // prettier-ignore

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html (2026-11-28), those of what is modelled. */
const fields: Readonly<Record<string, Field>> = {
  'reservation-id': ({ reservationId }) => reservationId,
  'owner-id': of(({ networkInterfaces }) => networkInterfaces?.[0]?.ownerId),
  'instance-id': of(({ instanceId }) => instanceId),
  'instance-type': of(({ instanceType }) => instanceType),
  'instance-state-name': of(({ state }) => state!.name),
  'instance-state-code': of(({ state }) => String(state!.code)),
  'instance-lifecycle': of(({ instanceLifecycle }) => instanceLifecycle ?? 'on-demand'),
  'image-id': of(({ imageId }) => imageId),
  'availability-zone': of(({ placement }) => placement!.availabilityZone),
  'availability-zone-id': of(({ placement }) => placement!.availabilityZoneId),
  'subnet-id': of(({ subnetId }) => subnetId),
  'vpc-id': of(({ vpcId }) => vpcId),
  'private-ip-address': of(({ privateIpAddress }) => privateIpAddress),
  'private-dns-name': of(({ privateDnsName }) => privateDnsName),
  'ip-address': of(({ publicIpAddress }) => publicIpAddress),
  'dns-name': of(({ publicDnsName }) => publicDnsName),
  'key-name': of(({ keyName }) => keyName),
  'launch-time': of(({ launchTime }) => launchTime!.toISOString()),
  'launch-index': of(({ amiLaunchIndex }) => String(amiLaunchIndex)),
  'client-token': of(({ clientToken }) => clientToken),
  'monitoring-state': of(({ monitoring }) => monitoring!.state),
  'spot-instance-request-id': of(({ spotInstanceRequestId }) => spotInstanceRequestId),
  'instance.group-id': of(({ securityGroups = [] }) => securityGroups.map(({ groupId = '' }) => groupId)),
  'instance.group-name': of(({ securityGroups = [] }) =>
    securityGroups.map(({ groupName = '' }) => groupName),
  ),
  'network-interface.network-interface-id': of(({ networkInterfaces = [] }) => networkInterfaces.map(({ networkInterfaceId = '' }) => networkInterfaceId)), // prettier-ignore
  'iam-instance-profile.arn': of(({ iamInstanceProfile }) => iamInstanceProfile?.arn),
  tenancy: of(({ placement }) => placement!.tenancy),
  architecture: of(({ architecture }) => architecture),
  'root-device-type': of(({ rootDeviceType }) => rootDeviceType),
  'block-device-mapping.volume-id': of(({ blockDeviceMappings = [] }) => blockDeviceMappings.map(({ ebs }) => ebs?.volumeId ?? '')), // prettier-ignore
  'tag:': ({ instance }, key) => tagFilters['tag:']!(instance, key),
  'tag-key': ({ instance }) => tagFilters['tag-key']!(instance, ''),
};

function changeOf({ id, state }: Ec2Instance, before: InstanceStateName): Model<aws.InstanceStateChange> {
  const show = (name: InstanceStateName) => ({ code: STATE_CODES[name], name });
  return { instanceId: id, currentState: show(state), previousState: show(before) };
}

function reasonOf(transition: string): Model<aws.StateReason> {
  const [code = '', message] = transition.startsWith('User') ? ['Client.UserInitiatedShutdown', 'User initiated shutdown'] : transition.split(': '); // prettier-ignore
  return { code, message: `${code}: ${message}` };
}

function statusOf({ id, state, zone, checks }: Ec2Instance, startMillis: number): Model<aws.InstanceStatus> {
  const summary = (check: 'system' | 'instance' | 'attached-ebs') => {
    const since = checks.impairedSince(check);
    const impairedSince = since === undefined ? {} : { impairedSince: new Date(startMillis + since * 1000) };
    const status = checks.status([check]);
    return { status, details: status === 'not-applicable' ? [] : [{ name: 'reachability' as const, status: checks.of(check)!, ...impairedSince }] }; // prettier-ignore
  };
  return {
    instanceId: id,
    availabilityZone: zone.name,
    availabilityZoneId: zone.id,
    instanceState: { code: STATE_CODES[state], name: state },
    systemStatus: summary('system'),
    instanceStatus: summary('instance'),
    attachedEbsStatus: summary('attached-ebs'),
    events: [],
  };
}

/** How many bytes a text in Base64 stands for. */
function userDataBytes(text: string): number {
  return Math.floor((text.replace(/=+$/, '').length * 3) / 4);
}

/** The bytes of user data as text: EC2 shows them in Base64. */
function textOf(bytes: Uint8Array | undefined): string {
  let text = '';
  for (const byte of bytes ?? []) text += String.fromCharCode(byte);
  return btoa(text);
}

/** A request laid over what a launch template says: member by member, tags key by key. */
function overlaid(
  data: Model<aws.ResponseLaunchTemplateData>,
  input: Input<'RunInstances'>,
): Input<'RunInstances'> {
  const set = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const { tagSpecifications: own = [] } = input;
  const inherited = (data.tagSpecifications ?? []).map(({ resourceType, tags = [] }) => {
    const over = own.filter((one) => one.resourceType === resourceType).flatMap((one) => one.tags ?? []);
    const kept = tags.filter(({ key }) => !over.some((tag) => tag.key === key));
    return { resourceType: resourceType!, tags: [...kept, ...over] };
  });
  const others = own.filter(
    ({ resourceType }) => !inherited.some((one) => one.resourceType === resourceType),
  );
  return { ...(data as Partial<Input<'RunInstances'>>), ...(set as unknown as Input<'RunInstances'>), tagSpecifications: [...inherited, ...others] }; // prettier-ignore
}
