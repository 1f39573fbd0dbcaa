import type { AwsError } from '../../cloud/index.ts';
import { endpointsOf, type Endpoints } from '../../cloud/endpoints/index.ts';
import type { InterfaceRequest, NetworkPort, ServiceInterface } from '../../cloud/network-port.ts';
import { camel } from '../../tongue/names.ts';
import type { Violation } from '../../tongue/rules.ts';
import { Service } from '../../tongue/service.ts';
import type { Region } from '../../cloud/index.ts';
import type { Application } from './application.ts';
import type { Ec2Instance } from './ec2-instance.ts';
import { ec2Error, invalidValue, missingParameter } from './errors.ts';
import { Addresses } from './addresses.ts';
import { CapacityReservations } from './capacity-reservations.ts';
import { Gateways } from './gateways.ts';
import { Images } from './images.ts';
import { Instances } from './instances.ts';
import { LaunchTemplates } from './launch-templates.ts';
import { ec2Limits as limits } from './limits.ts';
import { Ec2Model } from './model.ts';
import { reach, type Reach, type ReachOptions } from './network/index.ts';
import type { Protocol } from './network/world.ts';
import { NetworkAcls } from './network-acls.ts';
import type { Context } from './part.ts';
import { Places } from './places.ts';
import { RouteTables } from './route-tables.ts';
import { schema, type Input, type Methods } from './schema.ts';
import { SecurityGroups } from './security-groups.ts';
import { ServiceInterfaces } from './service-interfaces.ts';
import type { SpotPool } from './spot/index.ts';
import { SpotMarket } from './spot-market.ts';
import { Tags } from './tags.ts';
import { Topology } from './topology.ts';
import { Volumes } from './volumes.ts';
import { Vpcs } from './vpcs.ts';

/** The parts, which have the operations between them: one that is missing is an error of types. */
type Parts = readonly [Tags, SecurityGroups, NetworkAcls, RouteTables, Vpcs, Gateways, Addresses, Volumes, LaunchTemplates, SpotMarket, CapacityReservations, Images, Instances, Places]; // prettier-ignore
type All<T> = T extends readonly [infer Head, ...infer Rest] ? Head & All<Rest> : unknown;

/** What `launch` takes: the members of RunInstances, and what runs on the instances. */
export interface LaunchOptions extends Partial<Omit<Input<'RunInstances'>, 'minCount' | 'maxCount'>> {
  /** How many. Default 1. */
  readonly count?: number;
  /** What runs on them. Default: what `application` set. */
  readonly application?: Application;
}

/**
 * Amazon EC2 in one Region, with the VPCs in it. Its operations are those of its parts: whichever has a method of that name.
 *
 *     const [web] = cloud.ec2.launch({ instanceType: 't3.micro', application: { serviceTime: 0.05 } });
 *     await web.until('serving');
 */
export interface Ec2 extends Pick<All<Parts>, keyof Methods> {} // eslint-disable-line

// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- the methods are those of the parts
export class Ec2 extends Service {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly refuse = refusal;
  /** What it assumes where AWS gives no number. */
  readonly model = new Ec2Model();
  readonly #instances: Instances;
  readonly #images: Images;
  readonly #net: Topology;
  readonly #spot: SpotMarket;
  readonly #parts: Parts;
  readonly #interfaces: ServiceInterfaces;

  /** Made by `Cloud`: with a default VPC, and a default subnet in each zone. */
  constructor(region: Region) {
    super(region);
    const tags = new Tags();
    const ec2: Context = {
      region,
      model: this.model,
      tags,
      id: (prefix) => this.hexId(prefix),
      date: () => this.date,
      usage: (price) => this.usage(price),
      quota: (row) => this.quota(row),
      random: (purpose) => this.random(purpose),
    };
    const net = new Topology(ec2);
    const groups = new SecurityGroups(ec2, net);
    const acls = new NetworkAcls(ec2, net);
    const tables = new RouteTables(ec2, net);
    const vpcs = new Vpcs(ec2, net, groups, acls, tables);
    const volumes: Volumes = new Volumes(ec2, (id) => this.instance(id).state === 'running');
    const templates = new LaunchTemplates(ec2);
    const spot = new SpotMarket(ec2);
    const images: Images = new Images(ec2, volumes, (id) => this.instance(id));
    const reservations = new CapacityReservations(ec2);
    const instances = new Instances(ec2, {
      net,
      vpcs,
      groups,
      images,
      volumes,
      templates,
      spot,
      reservations,
    });
    const find = (id: string) => instances.get(id);
    this.#net = net;
    this.#images = images;
    this.#instances = instances;
    this.#spot = spot;
    const nouns: Parts = [tags, groups, acls, tables, vpcs, new Gateways(ec2, net, groups), new Addresses(ec2, net, find), volumes, templates, spot, reservations, images, instances, new Places(ec2)]; // prettier-ignore
    this.#parts = nouns;
    this.#interfaces = new ServiceInterfaces(ec2, net, find);
  }

  /** Who answers at which address, in all Regions: instances' applications by `instance.address`, and their addresses. */
  get endpoints(): Endpoints {
    return endpointsOf(this.region.world);
  }

  /** Launches instances; answers their handles. Without an image: Amazon Linux; without a type: t3.micro. */
  launch({ count = 1, application, ...given }: LaunchOptions = {}): Ec2Instance[] {
    const { instanceType = 't3.micro', imageId } = given;
    const graviton =
      !given.launchTemplate && this.#instances.typeNamed(instanceType).architecture === 'arm64';
    const defaults = given.launchTemplate ? {} : { instanceType, imageId: imageId ?? this.image(graviton ? 'arm64' : 'x86_64') }; // prettier-ignore
    const input = { ...given, ...defaults, minCount: count, maxCount: count } as Input<'RunInstances'>;
    return this.#instances.launch(input, application).map(({ instance }) => instance);
  }

  /** The instance of an id. Throws InvalidInstanceID.NotFound. */
  instance(id: string): Ec2Instance {
    return this.#instances.get(id);
  }

  /** All instances that are not terminated, in the order of their launches. */
  get instances(): Ec2Instance[] {
    return this.#instances.list();
  }

  /**
   * Sets what runs on every instance that is launched from now on, by whomever: of one image, or of all that have none of
   * their own. Undefined for nothing.
   */
  application(application: Application | undefined, imageId?: string): void {
    this.#instances.application(application, imageId);
  }

  /** The id of the Amazon Linux 2023 image for a kind of processor. */
  image(architecture: 'x86_64' | 'arm64' = 'x86_64'): string {
    return this.#images.amazonLinux(architecture);
  }

  /** The Spot capacity pool of an instance type in a zone: its price now and later, its capacity. */
  spotPool(type: string, zone: string): SpotPool {
    return this.#spot.pool(type, zone);
  }

  /**
   * Whether one can talk to the other, and every gate on the way there and back, with its reason. `from` and `to` are ids of
   * instances or network interfaces, or addresses; one that nobody has is a host on the internet.
   */
  reach(from: string, to: string, protocol: Protocol, port: number, options?: ReachOptions): Reach {
    const interfaceOf = (id: string) => (id.startsWith('i-') ? this.instance(id).network.id : id);
    return reach(this.#net.index, interfaceOf(from), interfaceOf(to), protocol, port, options);
  }

  /** @internal */
  attachInterface(request: InterfaceRequest): ServiceInterface {
    return this.#interfaces.attachInterface(request);
  }

  /** @internal */
  regroupInterface(id: string, groups: readonly string[]): void {
    this.#interfaces.regroupInterface(id, groups);
  }

  /** @internal */
  detachInterface(id: string): void {
    this.#interfaces.detachInterface(id);
  }

  /** @internal */
  verdict(from: string, interfaceId: string, port: number): 'open' | 'refused' | 'dropped' {
    return this.#interfaces.verdict(from, interfaceId, port);
  }

  /** @internal */
  whereIs(instanceId: string): ReturnType<NetworkPort['whereIs']> {
    return this.#interfaces.whereIs(instanceId);
  }

  /** @internal */
  subnet(id: string): ReturnType<NetworkPort['subnet']> {
    return this.#interfaces.subnet(id);
  }

  /** @internal */
  defaults(): ReturnType<NetworkPort['defaults']> {
    return this.#interfaces.defaults();
  }

  /** @internal */
  defaultGroups(vpcId: string): string[] {
    return this.#interfaces.defaultGroups(vpcId);
  }

  /** @internal What an operation does: a part's method, where the control plane is up and the caller wants it done. */
  perform(operation: string, input: { readonly dryRun?: boolean }): unknown {
    const name = camel(operation);
    const part = this.#parts.find((one) => name in one) as unknown as Record<string, (input: object) => unknown>; // prettier-ignore
    const reads = /^(Describe|Get)/.test(operation);
    if (!reads && !this.region.world.faults.isControlPlaneUp('ec2', this.region.name))
      throw ec2Error('Unavailable', 'The server is overloaded and can\'t handle the request.', 503); // prettier-ignore
    if (input.dryRun) throw ec2Error('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412); // prettier-ignore
    return part[name]!(input);
  }

  static {
    for (const operation of Object.keys(schema.operations))
      Object.defineProperty(Ec2.prototype, camel(operation), {
        configurable: true,
        value(this: Ec2, input: object) {
          return this.perform(operation, input);
        },
      });
  }
}

/** What EC2 says of values that break rules. */
function refusal(broken: readonly Violation[]): AwsError {
  const missing = broken.find(({ value }) => value === 'null');
  if (missing) return missingParameter(missing.at);
  const [{ at, value, constraint }] = broken as [Violation];
  const text = value.slice(1, -1);
  if (at === 'instanceType') return ec2Error('InvalidParameterValue', `Invalid value '${text.slice(0, 100)}' for InstanceType.`); // prettier-ignore
  if (at.startsWith('instanceTypes.')) return ec2Error('InvalidInstanceType', `The following supplied instance types do not exist: [${text.slice(0, 100)}]`); // prettier-ignore
  return invalidValue(at, text, constraint.length > 300 ? '' : constraint);
}
