import { Registry } from '../../cloud/registry.ts';
import { CapacityProvider } from './capacity-provider.ts';
import { checkProviderStrategy, FARGATE_PROVIDERS } from './capacity/provider-strategy.ts';
import { EcsCluster } from './cluster.ts';
import type { Ground } from './context.ts';
import { Definitions } from './definitions.ts';
import { ecsError, invalidParameter, notModelled } from './errors.ts';
import type { EcsInstance } from './instance.ts';
import { ecsLimits as limits } from './limits.ts';
import { readQuery } from './placement/cluster-query.ts';
import { Room } from './placement/room.ts';
import type { Input, Output } from './schema.ts';

/** The last part of an ARN, or a name as it is. */
export const nameIn = (arnOrName: string): string => arnOrName.slice(arnOrName.lastIndexOf('/') + 1);

/** Clusters, their container instances, and capacity providers. */
export abstract class Clusters extends Definitions {
  /** @internal What its parts stand on. */
  protected abstract readonly ground: Ground;
  readonly #clusters = new Registry<EcsCluster>(() =>
    ecsError('ClusterNotFoundException', 'Cluster not found.'),
  );
  readonly #providers = new Registry<CapacityProvider>((name) =>
    invalidParameter(`The specified capacity provider '${name.slice(0, 100)}' was not found.`),
  );

  createCluster(input: Input<'CreateCluster'> = {}): Output<'CreateCluster'> {
    const { clusterName = 'default', capacityProviders = [], defaultCapacityProviderStrategy = [] } = input;
    if (!/^[A-Za-z0-9_-]{1,255}$/.test(clusterName)) throw invalidParameter('Invalid cluster name.');
    const before = this.#clusters.find(clusterName);
    if (before) return { cluster: before.describe() };
    if (this.#clusters.size >= this.quota(limits.clusters)) throw ecsError('LimitExceededException', 'The account has as many clusters as it can have.'); // prettier-ignore
    const cluster = this.#make(clusterName);
    this.#give(cluster, capacityProviders, defaultCapacityProviderStrategy);
    return { cluster: cluster.describe() };
  }

  describeClusters({ clusters = ['default'] }: Input<'DescribeClusters'> = {}): Output<'DescribeClusters'> {
    const found = clusters.map((name) => this.#clusters.find(nameIn(name)));
    return {
      clusters: found.flatMap((one) => (one ? [one.describe()] : [])),
      failures: this.missing(clusters, found, 'cluster'),
    };
  }

  listClusters(input: Input<'ListClusters'> = {}): Output<'ListClusters'> {
    const { page, ...more } = this.paged(this.#clusters.list().map(({ arn }) => arn), input); // prettier-ignore
    return { clusterArns: page, ...more };
  }

  deleteCluster({ cluster: name }: Input<'DeleteCluster'>): Output<'DeleteCluster'> {
    const cluster = this.#clusters.get(nameIn(name));
    if ([...cluster.services.values()].some(({ status }) => status === 'ACTIVE')) throw ecsError('ClusterContainsServicesException', 'The Cluster cannot be deleted while Services are active.'); // prettier-ignore
    if (cluster.instances.length > 0) throw ecsError('ClusterContainsContainerInstancesException', 'The Cluster cannot be deleted while Container Instances are active or draining.'); // prettier-ignore
    if ([...cluster.tasks.values()].some(({ stopped }) => !stopped)) throw ecsError('ClusterContainsTasksException', 'The Cluster cannot be deleted while Tasks are active.'); // prettier-ignore
    cluster.status = 'INACTIVE';
    this.#clusters.remove(cluster.name);
    return { cluster: cluster.describe() };
  }

  putClusterCapacityProviders(input: Input<'PutClusterCapacityProviders'>): Output<'PutClusterCapacityProviders'> {
    const cluster = this.#clusters.get(nameIn(input.cluster));
    this.#give(cluster, input.capacityProviders, input.defaultCapacityProviderStrategy);
    return { cluster: cluster.describe() };
  } // prettier-ignore

  createCapacityProvider(input: Input<'CreateCapacityProvider'>): Output<'CreateCapacityProvider'> {
    const { name, autoScalingGroupProvider: given } = input;
    if (input.managedInstancesProvider) throw notModelled('ECS Managed Instances');
    if (!given) throw invalidParameter('autoScalingGroupProvider must be given.');
    if (/^(aws|ecs|fargate)/i.test(name)) throw invalidParameter('The specified capacity provider name is invalid: it can\'t begin with aws, ecs or fargate.'); // prettier-ignore
    if (this.#providers.has(name)) throw invalidParameter('A capacity provider with the specified name already exists. Use a different name.'); // prettier-ignore
    if (given.managedTerminationProtection === 'ENABLED' && given.managedScaling?.status !== 'ENABLED') throw invalidParameter('The managed termination protection setting for the capacity provider is invalid. To enable managed termination protection for a capacity provider, managed scaling must be enabled.'); // prettier-ignore
    const provider = new CapacityProvider(this.ground, input);
    this.#providers.add(name, provider);
    return { capacityProvider: provider.describe() };
  }

  describeCapacityProviders(input: Input<'DescribeCapacityProviders'> = {}): Output<'DescribeCapacityProviders'> {
    const { capacityProviders: names } = input;
    const own = FARGATE_PROVIDERS.map((name) => ({ name, capacityProviderArn: this.arn(`capacity-provider/${name}`), status: 'ACTIVE' as const, type: name as 'FARGATE' }));
    const all = [...own, ...this.#providers.list().map((one) => one.describe())];
    const wanted = names?.map(nameIn);
    const { page, ...more } = this.paged(all.filter(({ name }) => !wanted || wanted.includes(name!)), input);
    return { capacityProviders: page, failures: [], ...more };
  } // prettier-ignore

  deleteCapacityProvider({ capacityProvider }: Input<'DeleteCapacityProvider'>): Output<'DeleteCapacityProvider'> {
    const provider = this.#providers.get(nameIn(capacityProvider ?? ''));
    const used = this.#clusters.list().some(({ providers }) => providers.includes(provider.name));
    if (used) throw invalidParameter('The specified capacity provider is in use and cannot be removed.');
    this.#providers.remove(provider.name);
    return { capacityProvider: { ...provider.describe(), status: 'INACTIVE' } };
  } // prettier-ignore

  listContainerInstances(input: Input<'ListContainerInstances'> = {}): Output<'ListContainerInstances'> {
    const { cluster = 'default', filter, status } = input;
    const query = filter === undefined ? () => true : readQuery(filter);
    const all = this.clusterOf(cluster).instances.filter(
      (one) => (status === undefined || one.status === status) && query(new Room(one.view())),
    );
    const { page, ...more } = this.paged(all.map(({ arn }) => arn), input); // prettier-ignore
    return { containerInstanceArns: page, ...more };
  }

  describeContainerInstances(input: Input<'DescribeContainerInstances'>): Output<'DescribeContainerInstances'> {
    const { cluster = 'default', containerInstances } = input;
    const found = containerInstances.map((name) => this.#instance(cluster, name));
    return { containerInstances: found.flatMap((one) => (one ? [one.describe()] : [])), failures: this.missing(containerInstances, found, `container-instance/${nameIn(cluster)}`) };
  } // prettier-ignore

  updateContainerInstancesState(input: Input<'UpdateContainerInstancesState'>): Output<'UpdateContainerInstancesState'> {
    const { cluster = 'default', containerInstances, status } = input;
    if (status !== 'ACTIVE' && status !== 'DRAINING') throw invalidParameter('Container instance status should be one of [ACTIVE,DRAINING].');
    const found = containerInstances.map((name) => this.#instance(cluster, name));
    for (const one of found) {
      if (!one) continue;
      one.status = status;
      if (status === 'DRAINING') this.#drain(this.clusterOf(cluster), one);
    }
    return { containerInstances: found.flatMap((one) => (one ? [one.describe()] : [])), failures: this.missing(containerInstances, found, `container-instance/${nameIn(cluster)}`) };
  } // prettier-ignore

  deregisterContainerInstance(input: Input<'DeregisterContainerInstance'>): Output<'DeregisterContainerInstance'> {
    const { cluster = 'default', containerInstance, force = false } = input;
    const found = this.#instance(cluster, containerInstance);
    if (!found) throw clientNotFound();
    if (found.tasks > 0 && !force) throw invalidParameter('Found running tasks on the instance.');
    this.clusterOf(cluster).instanceGone(found.ec2.id);
    return { containerInstance: found.describe() };
  } // prettier-ignore

  /** The cluster of a name; made where there is none. */
  cluster(name = 'default'): EcsCluster {
    return this.#clusters.find(name) ?? this.#make(name);
  }

  /** The capacity provider of a name. Throws InvalidParameterException where there is none. */
  provider(name: string): CapacityProvider {
    return this.#providers.get(name);
  }

  /** All clusters. */
  protected get clusters(): EcsCluster[] {
    return this.#clusters.list();
  }

  /** The cluster of a name or ARN. Throws ClusterNotFoundException. */
  protected clusterOf(name = 'default'): EcsCluster {
    return this.#clusters.get(nameIn(name));
  }

  /**
   * Service tasks leave an instance that drains: what does not run yet at once, what runs as its service replaces it, within
   * minimum and maximum. Others stay.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-draining.html
   */
  #drain(cluster: EcsCluster, instance: EcsInstance): void {
    for (const task of [...instance.hosted.values()]) if (task.ofService && !task.running) task.leave();
    for (const service of cluster.services.values()) service.roomChanged();
  }

  /** What Describe says of names that nothing has. */
  protected missing(names: readonly string[], found: readonly unknown[], kind: string) {
    return names
      .filter((_, i) => found[i] === undefined)
      .map((name) => ({
        arn: name.startsWith('arn:') ? name : this.arn(`${kind}/${name}`),
        reason: 'MISSING',
      }));
  }

  #make(name: string): EcsCluster {
    const cluster = this.#clusters.add(name, new EcsCluster(this.ground, name));
    cluster.scales = (provider) => this.#providers.find(provider)?.scales ?? false;
    return cluster;
  }

  #give(cluster: EcsCluster, providers: readonly string[], strategy: NonNullable<Input<'CreateCluster'>['defaultCapacityProviderStrategy']>): void {
    for (const name of providers) if (!FARGATE_PROVIDERS.includes(name)) this.#providers.get(name);
    checkProviderStrategy(strategy);
    for (const { capacityProvider } of strategy) if (!providers.includes(capacityProvider)) throw invalidParameter(`The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster and try again.`);
    cluster.providers = [...providers];
    cluster.defaultStrategy = strategy.map((item) => ({ ...item }));
    for (const name of providers) this.#providers.find(name)?.join(cluster);
  } // prettier-ignore

  #instance(cluster: string, name: string): EcsInstance | undefined {
    return this.clusterOf(cluster).instances.find(({ id }) => id === nameIn(name));
  }
}

const clientNotFound = () => ecsError('ClientException', 'Referenced container instance was not found.');
