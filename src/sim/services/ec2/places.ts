import { NotModelled } from '../../cloud/index.ts';
import { regionCodes, regionData, zonesOf, type Zone } from '../../cloud/places/index.ts';
import { partitionOf } from '../../cloud/partition.ts';
import { describe, filtered, plain } from './describe.ts';
import { ec2Error } from './errors.ts';
import { Part } from './part.ts';
import type { Input, Model, Output } from './schema.ts';
import type * as aws from './schema.ts';
import { INSTANCE_TYPES, readInstanceTypeName, type InstanceType } from './types/index.ts';

/**
 * What an account of after 15 July 2025 has in its free plan.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-free-tier-usage.html (2026-11-28)
 */
const FREE_TIER = ['t3.micro', 't3.small', 't4g.micro', 't4g.small', 'c7i-flex.large', 'm7i-flex.large'];

/** What there is to choose from: Regions, Availability Zones, instance types. */
export class Places extends Part {
  describeRegions(input: Input<'DescribeRegions'> = {}): Output<'DescribeRegions'> {
    const { partition } = this.ec2.region;
    const all = regionCodes().filter((code) => partitionOf(code)?.id === partition);
    for (const name of input.regionNames ?? []) if (!all.includes(name)) throw ec2Error('InvalidParameterValue', `Invalid region: [${name.slice(0, 50)}]`); // prettier-ignore
    const found = all
      .filter((code) => !input.regionNames?.length || input.regionNames.includes(code))
      .map((regionName) => ({ regionName, endpoint: `ec2.${regionName}.${this.ec2.region.domain}`, optInStatus: 'opt-in-not-required' })); // prettier-ignore
    const fields = plain<(typeof found)[number]>('endpoint region-name opt-in-status');
    return { regions: filtered(found, input.filters, fields) };
  }

  describeAvailabilityZones(input: Input<'DescribeAvailabilityZones'> = {}): Output<'DescribeAvailabilityZones'> {
    const { zoneNames, zoneIds } = input;
    const zones = zonesOf(this.ec2.region.name, this.ec2.region.account);
    for (const name of zoneNames ?? []) if (!zones.some((zone) => zone.name === name)) throw ec2Error('InvalidParameterValue', `Invalid availability zone: [${name.slice(0, 50)}]`);
    for (const id of zoneIds ?? []) if (!zones.some((zone) => zone.id === id)) throw ec2Error('InvalidParameterValue', `Invalid availability zone-id: [${id.slice(0, 50)}]`);
    const asked = zones.filter(({ name, id }) => (!zoneNames?.length || zoneNames.includes(name)) && (!zoneIds?.length || zoneIds.includes(id)));
    const found = asked.map((zone) => this.#describeZone(zone));
    const fields = plain<Model<aws.AvailabilityZone>>('group-name message opt-in-status region-name state zone-id zone-name zone-type');
    return { availabilityZones: filtered(found, input.filters, fields) };
  } // prettier-ignore

  describeInstanceTypes(input: Input<'DescribeInstanceTypes'> = {}): Output<'DescribeInstanceTypes'> {
    const { instanceTypes } = input;
    const unknown = instanceTypes?.filter((name) => !INSTANCE_TYPES.has(name)) ?? [];
    const left = unknown.find((name) => readInstanceTypeName(name));
    if (left !== undefined) throw new NotModelled('Amazon EC2', `the instance type ${left}`);
    if (unknown.length > 0) throw ec2Error('InvalidInstanceType', `The following supplied instance types do not exist: [${unknown.join(', ').slice(0, 300)}]`); // prettier-ignore
    const types = instanceTypes?.length ? instanceTypes.map((name) => INSTANCE_TYPES.get(name)!) : [...INSTANCE_TYPES.values()]; // prettier-ignore
    const { page, ...more } = describe(types.map(infoOf), input, {
      ...plain<Model<aws.InstanceTypeInfo>>('instance-type current-generation bare-metal hypervisor hibernation-supported burstable-performance-supported instance-storage-supported auto-recovery-supported free-tier-eligible'),
      'memory-info.size-in-mib': ({ memoryInfo }) => String(memoryInfo!.sizeInMiB),
      'vcpu-info.default-vcpus': ({ vCpuInfo }) => String(vCpuInfo!.defaultVCpus),
      'processor-info.supported-architecture': ({ processorInfo }) => processorInfo!.supportedArchitectures as string[],
      'supported-usage-class': ({ supportedUsageClasses }) => supportedUsageClasses as string[],
      'supported-root-device-type': ({ supportedRootDeviceTypes }) => supportedRootDeviceTypes as string[],
    }); // prettier-ignore
    return { instanceTypes: page, ...more };
  }

  describeInstanceTypeOfferings(input: Input<'DescribeInstanceTypeOfferings'> = {}): Output<'DescribeInstanceTypeOfferings'> {
    const { locationType = 'region' } = input;
    const zones = zonesOf(this.ec2.region.name, this.ec2.region.account);
    const locations = locationType === 'region' ? [this.ec2.region.name] : locationType === 'availability-zone' ? zones.map(({ name }) => name) : locationType === 'availability-zone-id' ? zones.map(({ id }) => id) : [];
    const all = [...INSTANCE_TYPES.keys()].flatMap((name) => locations.map((location) => ({ instanceType: name, locationType, location })));
    const { page, ...more } = describe(all, input, plain<(typeof all)[number]>('instance-type location'));
    return { instanceTypeOfferings: page, ...more };
  } // prettier-ignore

  #describeZone({ name, id, region }: Zone): Model<aws.AvailabilityZone> {
    const { faults } = this.ec2.region.world;
    const label = regionData(region)!.name;
    return {
      zoneName: name,
      zoneId: id,
      regionName: region,
      // A place by its id or its name may be down.
      state: faults.isReachable(name) && faults.isReachable(id) ? 'available' : 'impaired',
      messages: [],
      zoneType: 'availability-zone',
      optInStatus: 'opt-in-not-required',
      groupName: `${region}-zg-1`,
      groupLongName: `${label} 1`,
      networkBorderGroup: region,
    };
  }
}

function infoOf(type: InstanceType): Model<aws.InstanceTypeInfo> {
  const { name, vcpus, memory, architecture, hypervisor, network } = type;
  const parts = readInstanceTypeName(name)!;
  const threads = architecture === 'x86_64' && vcpus > 1 ? 2 : 1;
  return {
    instanceType: name,
    currentGeneration: !/^(t1|m1|m2|m3|c1|c3|r3|i2|g2|hs1|cr1)\./.test(name),
    freeTierEligible: FREE_TIER.includes(name),
    supportedUsageClasses: parts.series === 'mac' ? ['on-demand'] : ['on-demand', 'spot'],
    supportedRootDeviceTypes: ['ebs'],
    supportedVirtualizationTypes: ['hvm'],
    bareMetal: parts.metal,
    ...(hypervisor !== 'none' && { hypervisor }),
    processorInfo: { supportedArchitectures: [architecture] },
    vCpuInfo: { defaultVCpus: vcpus, defaultCores: vcpus / threads, defaultThreadsPerCore: threads },
    memoryInfo: { sizeInMiB: memory },
    networkInfo: { networkPerformance: network[0] === network[1] ? `${network[0]} Gigabit` : `Up to ${network[1]} Gigabit` }, // prettier-ignore
    instanceStorageSupported: type.instanceStore,
    hibernationSupported: type.hibernation,
    burstablePerformanceSupported: type.creditsPerHour !== undefined,
    autoRecoverySupported: !type.instanceStore && !parts.metal,
  };
}
