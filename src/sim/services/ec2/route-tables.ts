import { describe, idsOrPages, plain, tagFilters } from './describe.ts';
import { ec2Error, invalidCombination, invalidValue, missingParameter, notFound } from './errors.ts';
import { ec2Limits as limits } from './limits.ts';
import { formatBlock, parseBlock } from './network/cidr.ts';
import { Part, refuseNotModelled, type Context } from './part.ts';
import type { Input, Model, Output } from './schema.ts';
import type * as aws from './schema.ts';
import type { RouteTableRecord, Topology } from './topology.ts';

const NOT_MODELLED =
  'destinationPrefixListId vpcEndpointId transitGatewayId localGatewayId carrierGatewayId coreNetworkArn odbNetworkArn destinationIpv6CidrBlock egressOnlyInternetGatewayId instanceId networkInterfaceId';

/** Route tables, and the internet gateways that they lead to. */
export class RouteTables extends Part {
  readonly #net: Topology;

  /** Made by `Ec2`. */
  constructor(ec2: Context, net: Topology) {
    super(ec2);
    this.#net = net;
  }

  /** The main table of a new VPC. */
  makeMain(vpcId: string, cidrBlock: string): void {
    const table = this.#make(vpcId, cidrBlock, []);
    table.associations.push({
      main: true,
      routeTableAssociationId: this.ec2.id('rtbassoc-'),
      routeTableId: table.routeTableId,
      associationState: { state: 'associated' },
    });
  }

  /** Gives a new VPC an internet gateway, and its main table the way there. */
  openToInternet(vpcId: string): void {
    const id = this.#makeGateway([]);
    this.#net.internetGateways.get(id).vpcId = vpcId;
    const table = this.#net.routeTables.list().find((one) => one.vpcId === vpcId)!;
    table.routes.push({
      destinationCidrBlock: '0.0.0.0/0',
      gatewayId: id,
      origin: 'CreateRoute',
      state: 'active',
    });
    this.#net.changed();
  }

  createRouteTable(input: Input<'CreateRouteTable'>): Output<'CreateRouteTable'> {
    const { vpcId } = input;
    const { given } = this.#net.vpcs.get(vpcId);
    const siblings = this.#net.routeTables.list().filter((one) => one.vpcId === vpcId);
    if (siblings.length >= this.ec2.quota(limits.routeTables)) throw ec2Error('RouteTableLimitExceeded', 'The maximum number of route tables has been reached.'); // prettier-ignore
    const tags = this.ec2.tags.given(input.tagSpecifications, 'route-table');
    const table = this.#make(vpcId, given.cidrBlock, tags);
    this.#net.changed();
    return { routeTable: this.#describe(table) };
  }

  deleteRouteTable({ routeTableId }: Input<'DeleteRouteTable'>): Output<'DeleteRouteTable'> {
    const { associations } = this.#net.routeTables.get(routeTableId);
    if (associations.length > 0) throw ec2Error('DependencyViolation', `The routeTable '${routeTableId}' has dependencies and cannot be deleted.`); // prettier-ignore
    this.#net.routeTables.remove(routeTableId);
    this.ec2.tags.remove(routeTableId);
    this.#net.changed();
    return {};
  }

  describeRouteTables(input: Input<'DescribeRouteTables'> = {}): Output<'DescribeRouteTables'> {
    idsOrPages(input.routeTableIds, input, 'routeTableIds');
    const { routeTableIds: ids } = input;
    const all = ids?.length ? ids.map((id) => this.#net.routeTables.get(id)) : this.#net.routeTables.list();
    const { page, ...more } = describe(all.map((table) => this.#describe(table)), input, {
      ...plain<Model<aws.RouteTable>>('route-table-id vpc-id owner-id'),
      'association.main': ({ associations = [] }) => associations.map(({ main }) => String(main)),
      'association.subnet-id': ({ associations = [] }) => associations.map(({ subnetId = '' }) => subnetId),
      'association.route-table-association-id': ({ associations = [] }) => associations.map((one) => one.routeTableAssociationId ?? ''),
      'route.destination-cidr-block': ({ routes = [] }) => routes.map(({ destinationCidrBlock = '' }) => destinationCidrBlock),
      'route.gateway-id': ({ routes = [] }) => routes.map(({ gatewayId = '' }) => gatewayId),
      'route.nat-gateway-id': ({ routes = [] }) => routes.map(({ natGatewayId = '' }) => natGatewayId),
      ...tagFilters,
    }); // prettier-ignore
    return { routeTables: page, ...more };
  }

  associateRouteTable(input: Input<'AssociateRouteTable'>): Output<'AssociateRouteTable'> {
    refuseNotModelled(input, 'gatewayId publicIpv4Pool');
    const table = this.#net.routeTables.get(input.routeTableId);
    if (input.subnetId === undefined) throw missingParameter('subnetId');
    const subnet = this.#net.subnets.get(input.subnetId);
    if (subnet.given.vpcId !== table.vpcId) throw ec2Error('InvalidParameterValue', `Route table ${input.routeTableId} and network ${input.subnetId} belong to different networks`); // prettier-ignore
    if (this.#net.routeTableOf(subnet).associations.some((one) => one.subnetId === input.subnetId)) throw ec2Error('Resource.AlreadyAssociated', `the specified association for route table ${input.routeTableId} conflicts with an existing association`); // prettier-ignore
    const associationId = this.ec2.id('rtbassoc-');
    const associationState = { state: 'associated' as const };
    table.associations.push({ main: false, routeTableAssociationId: associationId, routeTableId: input.routeTableId, subnetId: input.subnetId, associationState }); // prettier-ignore
    this.#net.changed();
    return { associationId, associationState };
  }

  disassociateRouteTable({
    associationId,
  }: Input<'DisassociateRouteTable'>): Output<'DisassociateRouteTable'> {
    const table = this.#net.routeTables.list().find(({ associations }) => associations.some((one) => one.routeTableAssociationId === associationId)); // prettier-ignore
    if (!table) throw notFound('rtbassoc', associationId);
    const { main } = table.associations.find((one) => one.routeTableAssociationId === associationId)!;
    if (main) throw ec2Error('InvalidParameterValue', `cannot disassociate the main route table association ${associationId}`); // prettier-ignore
    table.associations = table.associations.filter((one) => one.routeTableAssociationId !== associationId);
    this.#net.changed();
    return {};
  }

  createRoute(input: Input<'CreateRoute'>): Output<'CreateRoute'> {
    const { routes } = this.#net.routeTables.get(input.routeTableId);
    const route = this.#route(input);
    if (routes.some(({ destinationCidrBlock }) => destinationCidrBlock === route.destinationCidrBlock)) throw ec2Error('RouteAlreadyExists', `The route identified by ${route.destinationCidrBlock} already exists.`); // prettier-ignore
    if (routes.length >= this.ec2.quota(limits.routes)) throw ec2Error('RouteLimitExceeded', 'The maximum number of routes has been reached.'); // prettier-ignore
    routes.push(route);
    this.#net.changed();
    return { return: true };
  }

  replaceRoute(input: Input<'ReplaceRoute'>): Output<'ReplaceRoute'> {
    refuseNotModelled(input, 'localTarget');
    const { routes } = this.#net.routeTables.get(input.routeTableId);
    const route = this.#route(input);
    routes[this.#place(routes, input)] = route;
    this.#net.changed();
    return {};
  }

  deleteRoute(input: Input<'DeleteRoute'>): Output<'DeleteRoute'> {
    refuseNotModelled(input, 'destinationPrefixListId destinationIpv6CidrBlock');
    const { routes } = this.#net.routeTables.get(input.routeTableId);
    const place = this.#place(routes, input);
    if (routes[place]!.gatewayId === 'local') throw ec2Error('InvalidParameterValue', 'cannot remove local route in route table'); // prettier-ignore
    routes.splice(place, 1);
    this.#net.changed();
    return {};
  }

  createInternetGateway(input: Input<'CreateInternetGateway'>): Output<'CreateInternetGateway'> {
    if (this.#net.internetGateways.size >= this.ec2.quota(limits.internetGateways)) throw ec2Error('InternetGatewayLimitExceeded', 'The maximum number of internet gateways has been reached.'); // prettier-ignore
    const id = this.#makeGateway(this.ec2.tags.given(input.tagSpecifications, 'internet-gateway'));
    return { internetGateway: this.#describeGateway(id) };
  }

  attachInternetGateway({ internetGatewayId: id, vpcId }: Input<'AttachInternetGateway'>): Output<'AttachInternetGateway'> {
    const gateway = this.#net.internetGateways.get(id);
    this.#net.vpcs.get(vpcId);
    if (gateway.vpcId !== undefined) throw ec2Error('Resource.AlreadyAssociated', `resource ${id} is already attached to network ${gateway.vpcId}`);
    if (this.#net.internetGateways.list().some((one) => one.vpcId === vpcId)) throw ec2Error('InvalidParameterValue', `Network ${vpcId} already has an internet gateway attached`);
    gateway.vpcId = vpcId;
    this.#net.changed();
    return {};
  } // prettier-ignore

  detachInternetGateway({ internetGatewayId: id, vpcId }: Input<'DetachInternetGateway'>): Output<'DetachInternetGateway'> {
    const gateway = this.#net.internetGateways.get(id);
    if (gateway.vpcId !== vpcId) throw ec2Error('Gateway.NotAttached', `resource ${id} is not attached to network ${vpcId.slice(0, 100)}`);
    if (this.#net.interfaces.list().some((one) => one.vpcId === vpcId && one.publicAddress !== undefined)) throw ec2Error('DependencyViolation', `Network ${vpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`);
    delete gateway.vpcId;
    this.#net.changed();
    return {};
  } // prettier-ignore

  deleteInternetGateway({ internetGatewayId: id }: Input<'DeleteInternetGateway'>): Output<'DeleteInternetGateway'> {
    if (this.#net.internetGateways.get(id).vpcId !== undefined) throw ec2Error('DependencyViolation', `The internetGateway '${id}' has dependencies and cannot be deleted.`);
    this.#net.internetGateways.remove(id);
    this.ec2.tags.remove(id);
    return {};
  } // prettier-ignore

  describeInternetGateways(
    input: Input<'DescribeInternetGateways'> = {},
  ): Output<'DescribeInternetGateways'> {
    idsOrPages(input.internetGatewayIds, input, 'internetGatewayIds');
    const ids = input.internetGatewayIds?.length ? input.internetGatewayIds : this.#net.internetGateways.list().map(({ id }) => id); // prettier-ignore
    const { page, ...more } = describe(ids.map((id) => this.#describeGateway(id)), input, {
      ...plain<Model<aws.InternetGateway>>('internet-gateway-id owner-id'),
      'attachment.vpc-id': ({ attachments = [] }) => attachments.map(({ vpcId = '' }) => vpcId),
      'attachment.state': ({ attachments = [] }) => attachments.map(({ state = '' }) => state),
      ...tagFilters,
    }); // prettier-ignore
    return { internetGateways: page, ...more };
  }

  /** A route as the table keeps it: one destination, one target that is there. */
  #route(input: Input<'CreateRoute'>): Model<aws.Route> {
    refuseNotModelled(input, NOT_MODELLED);
    const { destinationCidrBlock, gatewayId, natGatewayId, vpcPeeringConnectionId } = input;
    if (destinationCidrBlock === undefined) throw missingParameter('destinationCidrBlock');
    const block = parseBlock(destinationCidrBlock);
    if (!block || block.family !== 4 || !destinationCidrBlock.includes('/')) throw invalidValue('destinationCidrBlock', destinationCidrBlock, 'This is not a valid CIDR block.'); // prettier-ignore
    const targets = [gatewayId, natGatewayId, vpcPeeringConnectionId].filter((one) => one !== undefined);
    if (targets.length !== 1) throw invalidCombination('The request must contain exactly one target of gatewayId, natGatewayId and vpcPeeringConnectionId'); // prettier-ignore
    if (gatewayId !== undefined) this.#net.internetGateways.get(gatewayId);
    if (natGatewayId !== undefined) this.#net.natGateways.get(natGatewayId);
    if (vpcPeeringConnectionId !== undefined) this.#net.peerings.get(vpcPeeringConnectionId);
    return {
      destinationCidrBlock: formatBlock(block),
      ...(gatewayId !== undefined && { gatewayId }),
      ...(natGatewayId !== undefined && { natGatewayId }),
      ...(vpcPeeringConnectionId !== undefined && { vpcPeeringConnectionId }),
      origin: 'CreateRoute',
      state: 'active',
    };
  }

  #place(routes: readonly Model<aws.Route>[], { destinationCidrBlock = '', routeTableId }: Input<'DeleteRoute'>): number {
    const block = parseBlock(destinationCidrBlock);
    const place = routes.findIndex((route) => block && route.destinationCidrBlock === formatBlock(block));
    if (place < 0) throw ec2Error('InvalidRoute.NotFound', `no route with destination-cidr-block ${destinationCidrBlock.slice(0, 50)} in route table ${routeTableId}`);
    return place;
  } // prettier-ignore

  #make(vpcId: string, cidrBlock: string, tags: Model<aws.Tag>[]): RouteTableRecord {
    const routeTableId = this.ec2.id('rtb-');
    this.ec2.tags.add(routeTableId, 'route-table', tags);
    const local = { destinationCidrBlock: cidrBlock, gatewayId: 'local', origin: 'CreateRouteTable', state: 'active' } as const; // prettier-ignore
    return this.#net.routeTables.add(routeTableId, { routeTableId, vpcId, ownerId: this.ec2.region.account, associations: [], propagatingVgws: [], routes: [local] }); // prettier-ignore
  }

  #makeGateway(tags: Model<aws.Tag>[]): string {
    const id = this.ec2.id('igw-');
    this.#net.internetGateways.add(id, { id });
    this.ec2.tags.add(id, 'internet-gateway', tags);
    return id;
  }

  /** A route whose target is gone is a black hole. */
  #describe(table: RouteTableRecord): Model<aws.RouteTable> {
    const gone = ({ gatewayId, natGatewayId, vpcPeeringConnectionId }: Model<aws.Route>) =>
      (gatewayId?.startsWith('igw-') && this.#net.internetGateways.find(gatewayId)?.vpcId !== table.vpcId) ||
      (natGatewayId !== undefined && !/^(pending|available)$/.test(this.#net.natGateways.find(natGatewayId)?.state ?? '')) ||
      (vpcPeeringConnectionId !== undefined && this.#net.peerings.find(vpcPeeringConnectionId)?.status?.code !== 'active');
    const routes = table.routes.map((route) => (gone(route) ? { ...route, state: 'blackhole' as const } : route));
    return { ...table, routes, tags: this.ec2.tags.of(table.routeTableId) };
  } // prettier-ignore

  #describeGateway(id: string): Model<aws.InternetGateway> {
    const { vpcId } = this.#net.internetGateways.get(id);
    return {
      internetGatewayId: id,
      ownerId: this.ec2.region.account,
      // AWS says `available` for an internet gateway that is attached.
      attachments: vpcId === undefined ? [] : [{ vpcId, state: 'available' as aws.AttachmentStatus }],
      tags: this.ec2.tags.of(id),
    };
  }
}
