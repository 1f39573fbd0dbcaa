import type { Region } from '../../cloud/index.ts';
import { networkOf, type ServiceInterface } from '../../cloud/network-port.ts';
import { found } from './checks.ts';
import type { HttpApiModel } from './model.ts';
import type { Input, Model, VpcLink } from './schema.ts';

/** Seconds without a request after which a link becomes inactive: 60 days. */
const INACTIVE_AFTER = 60 * 86_400;

/** A link: network interfaces in subnets, with security groups. */
interface LinkState {
  record: Model<VpcLink>;
  readonly interfaces: ServiceInterface[];
  /** When it is ready, in seconds of the run. */
  ready: number;
  /** When a request last went over it. */
  used: number;
}

/**
 * Ways into VPCs that stand in subnets of them: VPC links V2.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html
 */
export class VpcLinks {
  readonly #region: Region;
  readonly #model: HttpApiModel;
  readonly #links = new Map<string, LinkState>();

  /** Made by `ApiGatewayV2`. */
  constructor(region: Region, model: HttpApiModel) {
    this.#region = region;
    this.#model = model;
  }

  /** A new link, which is ready after a while. Throws EC2's error for a subnet or group that is not there. */
  create(vpcLinkId: string, given: Input<'CreateVpcLink'>): Model<VpcLink> {
    const { name, subnetIds, securityGroupIds = [], tags = {} } = given;
    const description = `VPC link ${name}`;
    const interfaces = subnetIds.map((subnetId) => networkOf(this.#region).attachInterface({ subnetId, groups: securityGroupIds, description })); // prettier-ignore
    const createdDate = new Date(this.#region.world.simulation.epochMillis);
    const record = { vpcLinkId, name, subnetIds, securityGroupIds, tags, createdDate, vpcLinkVersion: 'V2' as const }; // prettier-ignore
    const ready = this.#now + this.#model.vpcLinkCreation;
    this.#links.set(vpcLinkId, { record, interfaces, ready, used: ready });
    return this.get(vpcLinkId);
  }

  /** A link as it is. Throws NotFoundException. */
  get(id: string): Model<VpcLink> {
    const link = found(this.#links, id, 'VPC link');
    return { ...link.record, vpcLinkStatus: this.#statusOf(link) };
  }

  /** All links. */
  all(): Model<VpcLink>[] {
    return Array.from(this.#links.keys(), (id) => this.get(id));
  }

  /** Gives a link another name; nothing else of it can be changed. */
  rename(id: string, name: string | undefined): Model<VpcLink> {
    const link = found(this.#links, id, 'VPC link');
    if (name !== undefined) link.record = { ...link.record, name };
    return this.get(id);
  }

  /** Takes a link away, with its interfaces. */
  delete(id: string): void {
    for (const each of found(this.#links, id, 'VPC link').interfaces) networkOf(this.#region).detachInterface(each.id); // prettier-ignore
    this.#links.delete(id);
  }

  /** A request goes over a link: the interface that it leaves from. Undefined where the link is not ready; an inactive one is made ready then. */
  use(id: string): string | undefined {
    const link = this.#links.get(id);
    if (!link) return undefined;
    const status = this.#statusOf(link);
    if (status === 'INACTIVE') link.ready = this.#now + this.#model.vpcLinkCreation;
    link.used = Math.max(this.#now, link.ready);
    return status === 'AVAILABLE' ? link.interfaces[0]?.id : undefined;
  }

  get #now(): number {
    return this.#region.world.simulation.now;
  }

  #statusOf({ ready, used }: LinkState): 'PENDING' | 'AVAILABLE' | 'INACTIVE' {
    if (this.#now < ready) return 'PENDING';
    return this.#now - used >= INACTIVE_AFTER ? 'INACTIVE' : 'AVAILABLE';
  }
}
