import { AwsError, parseArn } from '../../cloud/index.ts';
import { networkOf, type ServiceInterface } from '../../cloud/network-port.ts';
import type { Yieldable } from '../../kernel/index.ts';
import { badRequest, limitExceeded, notFound } from './errors.ts';
import { apiGatewayLimits as limits } from './limits.ts';
import { page, Part } from './part.ts';
import { patched, text, type Patches } from './patch.ts';
import type { Input, Output, VpcLink } from './schema.ts';

const PATCHES: Patches<VpcLink> = {
  '/name': text('name'),
  '/description': text('description'),
};

/** The way into a VPC that a link opens. */
export interface LinkWay {
  /** The network interface that requests leave from. */
  readonly from: string;
  /** The name of the Network Load Balancer. */
  readonly balancer: string;
}

/** A link, and what it stands on once it is ready. */
interface LinkState {
  record: VpcLink;
  readonly interfaces: ServiceInterface[];
  balancer?: string;
}

/** What is read of a balancer, in AWS's names. */
interface Balancer {
  readonly DNSName?: string;
  readonly Type?: string;
  readonly SecurityGroups?: readonly string[];
  readonly AvailabilityZones?: readonly { readonly SubnetId?: string }[];
}

/** Ways into VPCs, by their Network Load Balancers. */
export class VpcLinks extends Part {
  readonly #links = new Map<string, LinkState>();

  createVpcLink({ name, description, targetArns, tags }: Input<'CreateVpcLink'>): Output<'CreateVpcLink'> {
    if (name.trim() === '') throw badRequest('Name cannot be empty');
    for (const arn of targetArns)
      if (!parseArn(arn)) throw badRequest(`Invalid ARN. ARN is not well formed ${arn}`);
    if (this.#links.size >= this.gateway.quota(limits.vpcLinks)) throw limitExceeded('Maximum number of VPC links reached'); // prettier-ignore
    const record: VpcLink = {
      id: this.gateway.id(6),
      name,
      ...(description !== undefined && { description }),
      targetArns,
      status: 'PENDING',
      ...(tags && { tags }),
    };
    const link: LinkState = { record, interfaces: [] };
    this.#links.set(record.id!, link);
    void this.simulation.process(() => this.#make(link), `VPC link ${name}`);
    return record;
  }

  getVpcLink({ vpcLinkId }: Input<'GetVpcLink'>): Output<'GetVpcLink'> {
    return { tags: {}, ...this.#link(vpcLinkId).record };
  }

  getVpcLinks(input: Input<'GetVpcLinks'> = {}): Output<'GetVpcLinks'> {
    return page(Array.from(this.#links.values(), ({ record }) => record), input); // prettier-ignore
  }

  updateVpcLink({ vpcLinkId, patchOperations }: Input<'UpdateVpcLink'>): Output<'UpdateVpcLink'> {
    const link = this.#link(vpcLinkId);
    link.record = patched(link.record, patchOperations, PATCHES);
    return this.getVpcLink({ vpcLinkId });
  }

  deleteVpcLink({ vpcLinkId }: Input<'DeleteVpcLink'>): Output<'DeleteVpcLink'> {
    const { interfaces } = this.#link(vpcLinkId);
    for (const { id } of interfaces.splice(0)) networkOf(this.gateway.region).detachInterface(id);
    this.#links.delete(vpcLinkId);
    return {};
  }

  /** The way that a link opens; undefined where it is not there, or not ready. */
  wayOf(id: string): LinkWay | undefined {
    const { interfaces: [first] = [], balancer } = this.#links.get(id) ?? {};
    return first && balancer !== undefined ? { from: first.id, balancer } : undefined;
  }

  /** Stands in the balancer's subnets, once it is made. */
  *#make(link: LinkState): Generator<Yieldable, void, never> {
    const { region, model } = this.gateway;
    const { targetArns, id } = link.record;
    yield model.vpcLinkCreation;
    if (!this.#links.has(id!)) return;
    const found = yield* this.#balancer(targetArns![0] ?? '');
    if (found?.Type !== 'network') {
      link.record = { ...link.record, status: 'FAILED', statusMessage: 'The Network Load Balancer could not be found' }; // prettier-ignore
      return;
    }
    const description = `VPC link ${link.record.name}`;
    // What comes by PrivateLink comes as the balancer's own.
    const groups = found.SecurityGroups ?? [];
    for (const { SubnetId: subnetId = '' } of found.AvailabilityZones ?? [])
      link.interfaces.push(networkOf(region).attachInterface({ subnetId, groups, description }));
    link.balancer = found.DNSName!;
    link.record = { ...link.record, status: 'AVAILABLE', statusMessage: 'Your vpc link is ready for use' };
  }

  *#balancer(arn: string): Generator<Yieldable, Balancer | undefined, never> {
    try {
      const answer = (yield* this.gateway.region.call('elasticloadbalancingv2', 'DescribeLoadBalancers', { LoadBalancerArns: [arn] })) as { LoadBalancers?: Balancer[] }; // prettier-ignore
      return answer.LoadBalancers?.[0];
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return undefined;
    }
  }

  #link(id: string): LinkState {
    const link = this.#links.get(id);
    if (!link) throw notFound('Invalid Vpc Link identifier specified');
    return link;
  }
}
