import { parseArn } from '../../cloud/index.ts';
import { badRequest, limitExceeded, notFound } from './errors.ts';
import { apiGatewayLimits as limits } from './limits.ts';
import { page, Part } from './part.ts';
import { patched, text, type Patches } from './patch.ts';
import type { Input, Output, VpcLink } from './schema.ts';

const PATCHES: Patches<VpcLink> = {
  '/name': text('name'),
  '/description': text('description'),
};

/** Ways into VPCs, by their Network Load Balancers. */
export class VpcLinks extends Part {
  readonly #links = new Map<string, { record: VpcLink; readonly ready: number }>();

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
    this.#links.set(record.id!, { record, ready: this.simulation.now + this.gateway.model.vpcLinkCreation });
    return record;
  }

  getVpcLink({ vpcLinkId }: Input<'GetVpcLink'>): Output<'GetVpcLink'> {
    return { tags: {}, ...this.#shown(vpcLinkId) };
  }

  getVpcLinks(input: Input<'GetVpcLinks'> = {}): Output<'GetVpcLinks'> {
    return page(Array.from(this.#links.keys(), (id) => this.#shown(id)), input); // prettier-ignore
  }

  updateVpcLink({ vpcLinkId, patchOperations }: Input<'UpdateVpcLink'>): Output<'UpdateVpcLink'> {
    this.#shown(vpcLinkId);
    const link = this.#links.get(vpcLinkId)!;
    link.record = patched(link.record, patchOperations, PATCHES);
    return this.getVpcLink({ vpcLinkId });
  }

  deleteVpcLink({ vpcLinkId }: Input<'DeleteVpcLink'>): Output<'DeleteVpcLink'> {
    this.#shown(vpcLinkId);
    this.#links.delete(vpcLinkId);
    return {};
  }

  /** Whether a link is there and ready. */
  isReady(id: string): boolean {
    const link = this.#links.get(id);
    return link !== undefined && this.simulation.now >= link.ready;
  }

  #shown(id: string): VpcLink {
    const link = this.#links.get(id);
    if (!link) throw notFound('Invalid Vpc Link identifier specified');
    if (!this.isReady(id)) return link.record;
    return { ...link.record, status: 'AVAILABLE', statusMessage: 'Your vpc link is ready for use' };
  }
}
