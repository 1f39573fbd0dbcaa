import { Metric } from '../../cloud/index.ts';
import type { Timer } from '../../kernel/index.ts';
import { desiredInstances, readManagedScaling, type ManagedScaling } from './capacity/managed-scaling.ts';
import { capacityProviderReservation, type ProvisioningTask } from './capacity/reservation.ts';
import type { EcsCluster } from './cluster.ts';
import { ask, type Ground } from './context.ts';
import { ecsMetrics } from './metrics.ts';
import type { InstanceSize } from './capacity/packing.ts';
import type { Input, Model } from './schema.ts';
import type * as aws from './schema.ts';

/** An Auto Scaling group, as far as a provider asks it. */
interface Group {
  readonly autoScalingGroupName: string;
  readonly autoScalingGroupARN: string;
  readonly minSize: number;
  readonly maxSize: number;
  readonly desiredCapacity: number;
  readonly instances?: readonly { readonly instanceId: string; readonly lifecycleState: string }[];
}

/** Minutes for which the metric must be below its target before instances go. */
const LOW_MINUTES = 15;

/**
 * A capacity provider over an Auto Scaling group. With managed scaling it publishes CapacityProviderReservation each minute,
 * and keeps the group so large that the metric is at its target.
 *
 * AWS does the latter with a scaling plan of the group; here the provider asks the group itself, by the same rules.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html
 */
export class CapacityProvider {
  /** Its name. */
  readonly name: string;
  /** Its ARN. */
  readonly arn: string;
  /** Its Auto Scaling group, by name. */
  readonly groupName: string;
  /** Whether it scales the group. */
  readonly scales: boolean;
  /** How. */
  readonly scaling: ManagedScaling;
  /** Its reservation at the last minute, in percent. */
  reservation: number | undefined;
  readonly #ground: Ground;
  readonly #given: Input<'CreateCapacityProvider'>;
  readonly #protects: boolean;
  #clusters: EcsCluster[] = [];
  #sizes: InstanceSize[] = [];
  #metric: Metric | undefined;
  #timer: Timer | undefined;
  #low = 0;
  #protected = new Set<string>();

  /** Made by CreateCapacityProvider. */
  constructor(ground: Ground, given: Input<'CreateCapacityProvider'>) {
    const {
      name,
      autoScalingGroupProvider: { autoScalingGroupArn, managedScaling = {}, managedTerminationProtection } = {
        autoScalingGroupArn: '',
      },
    } = given;
    this.#ground = ground;
    this.#given = given;
    this.name = name;
    this.arn = ground.arn(`capacity-provider/${name}`);
    this.groupName = autoScalingGroupArn.slice(autoScalingGroupArn.lastIndexOf('/') + 1);
    const { status, ...settings } = managedScaling;
    this.scales = status === 'ENABLED';
    this.scaling = readManagedScaling(settings);
    this.#protects = managedTerminationProtection === 'ENABLED';
  }

  /** Its metric in a cluster. */
  get metric(): Metric {
    if (!this.#metric) throw new RangeError(`${this.name} is of no cluster yet: it publishes nothing.`);
    return this.#metric;
  }

  /** A cluster may use it from now on. */
  join(cluster: EcsCluster): void {
    if (this.#clusters.includes(cluster)) return;
    this.#clusters.push(cluster);
    cluster.joinGroup(this.groupName, this.name);
    if (!this.scales || this.#timer) return;
    const { region } = this.#ground;
    const dimensions = { CapacityProviderName: this.name, ClusterName: cluster.name };
    this.#metric = region.world.metrics.publish(new Metric(ecsMetrics.capacityProviderReservation, dimensions, region, () => true, () => this.reservation)); // prettier-ignore
    this.#every();
  }

  #every(): void {
    this.#timer = this.#ground.region.world.simulation.timer(60, () => {
      this.#look();
      this.#every();
    });
  }

  #look(): void {
    const { region, model } = this.#ground;
    const { autoScalingGroups: [group] } = ask<{ autoScalingGroups: Group[] }>(region, 'autoscaling', 'DescribeAutoScalingGroups', { autoScalingGroupNames: [this.groupName] }); // prettier-ignore
    if (!group) return;
    const instances = this.#clusters.flatMap((cluster) =>
      cluster.instances.filter(({ provider }) => provider === this.name),
    );
    for (const { registered } of instances) if (this.#sizes.length === 0) this.#sizes = [registered];
    const provisioning = this.#clusters.flatMap(
      ({ waiting }) =>
      waiting
        .filter(({ task }) => task.plan.provider === this.name)
        .map(({ task, options }): ProvisioningTask => ({ need: task.definition.need, distinctInstance: options.constraints.some(({ type }) => type === 'distinctInstance') })), // prettier-ignore
    );
    const empty = instances.filter(({ tasks }) => tasks === 0).length;
    const sizes = this.#sizes.length > 0 ? this.#sizes : this.#guess();
    const running = group.instances?.filter(({ lifecycleState }) => lifecycleState === 'InService').length ?? 0; // prettier-ignore
    const view = { running, empty: Math.min(empty, running), provisioning, sizes };
    this.reservation = capacityProviderReservation(view, this.scaling, model.reservation).value;
    this.#low = this.reservation < this.scaling.targetCapacity ? this.#low + 1 : 0;
    if (this.#protects) this.#protect(instances.filter(({ tasks }) => tasks > 0).map(({ ec2 }) => ec2.id), group); // prettier-ignore
    const registered = new Set(instances.map(({ ec2 }) => ec2.id));
    // Newcomers count as warming up until their agents have registered, and for the warm-up besides.
    const now = this.#ground.date().getTime() / 1000;
    const warmingUp =
      (group.instances ?? []).filter(({ instanceId }) => !registered.has(instanceId)).length +
      instances.filter(({ registeredAt }) => now - registeredAt.getTime() / 1000 < this.scaling.instanceWarmupPeriod && this.#grew).length; // prettier-ignore
    const size = { running, warmingUp, min: group.minSize, max: group.maxSize };
    const wanted = desiredInstances(this.reservation, size, this.scaling, this.#low >= LOW_MINUTES);
    if (wanted !== group.desiredCapacity && wanted !== running)
      region.world.simulation.schedule(model.managedScaling, () => this.#ask(wanted));
  }
  #grew = false;

  #ask(desiredCapacity: number): void {
    this.#grew = true;
    ask(this.#ground.region, 'autoscaling', 'SetDesiredCapacity', { autoScalingGroupName: this.groupName, desiredCapacity }); // prettier-ignore
  }

  /** Before the first instance has registered: what the launch template's type would have. */
  #guess(): InstanceSize[] {
    const { region, model } = this.#ground;
    try {
      const { autoScalingGroups: [group] } = ask<{ autoScalingGroups: { launchTemplate?: { launchTemplateId: string } }[] }>(region, 'autoscaling', 'DescribeAutoScalingGroups', { autoScalingGroupNames: [this.groupName] }); // prettier-ignore
      const { launchTemplateVersions: [version] } = ask<{ launchTemplateVersions: { launchTemplateData: { instanceType: string } }[] }>(region, 'ec2', 'DescribeLaunchTemplateVersions', { launchTemplateId: group!.launchTemplate!.launchTemplateId, versions: ['$Latest'] }); // prettier-ignore
      const { instanceTypes: [type] } = ask<{ instanceTypes: { vCpuInfo: { defaultVCpus: number }; memoryInfo: { sizeInMiB: number } }[] }>(region, 'ec2', 'DescribeInstanceTypes', { instanceTypes: [version!.launchTemplateData.instanceType] }); // prettier-ignore
      return [{ cpu: type!.vCpuInfo.defaultVCpus * 1024, memory: Math.floor(type!.memoryInfo.sizeInMiB * (1 - model.systemMemory)), enis: 2 }]; // prettier-ignore
    } catch {
      return [];
    }
  }

  /** Managed termination protection: an instance with tasks is protected from scale-in. */
  #protect(busy: readonly string[], group: Group): void {
    const members = new Set(group.instances?.map(({ instanceId }) => instanceId));
    const wanted = new Set(busy.filter((id) => members.has(id)));
    const set = (ids: string[], protectedFromScaleIn: boolean) => {
      if (ids.length > 0) ask(this.#ground.region, 'autoscaling', 'SetInstanceProtection', { autoScalingGroupName: this.groupName, instanceIds: ids, protectedFromScaleIn }); // prettier-ignore
    };
    set([...wanted].filter((id) => !this.#protected.has(id)), true); // prettier-ignore
    set([...this.#protected].filter((id) => !wanted.has(id) && members.has(id)), false); // prettier-ignore
    this.#protected = wanted;
  }

  /** As the API shows it. */
  describe(): Model<aws.CapacityProvider> {
    const { autoScalingGroupProvider: given } = this.#given;
    return {
      capacityProviderArn: this.arn,
      name: this.name,
      status: 'ACTIVE',
      type: 'EC2_AUTOSCALING',
      autoScalingGroupProvider: {
        ...given!,
        managedScaling: { status: this.scales ? 'ENABLED' : 'DISABLED', ...this.scaling },
        managedTerminationProtection: given!.managedTerminationProtection ?? 'DISABLED',
        managedDraining: given!.managedDraining ?? 'ENABLED',
      },
    };
  }
}
