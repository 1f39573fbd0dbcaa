import { AwsError } from '../../cloud/index.ts';

/**
 * An error that EC2 answers with. EC2's API models no errors: each is told apart by its code.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
export function ec2Error(code: string, message: string, status = 400): AwsError {
  return new AwsError('EC2', code, { status, fault: status < 500 ? 'client' : 'server' }, message);
}

/*
 * What EC2 says of an id that nothing has, by the id's prefix: the code's stem, and the thing's name. The codes are documented
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html, 2026-11-28), the messages were seen by others.
 */
const KINDS: Readonly<Record<string, readonly [stem: string, missing: (id: string) => string]>> = {
  i: ['InvalidInstanceID', (id) => `The instance ID '${id}' does not exist`],
  ami: ['InvalidAMIID', (id) => `The image id '[${id}]' does not exist`],
  vpc: ['InvalidVpcID', (id) => `The vpc ID '${id}' does not exist`],
  subnet: ['InvalidSubnetID', (id) => `The subnet ID '${id}' does not exist`],
  sg: ['InvalidGroup', (id) => `The security group '${id}' does not exist`],
  sgr: ['InvalidSecurityGroupRuleId', (id) => `The security group rule ID '${id}' does not exist`],
  rtb: ['InvalidRouteTableID', (id) => `The routeTable ID '${id}' does not exist`],
  rtbassoc: ['InvalidAssociationID', (id) => `The association ID '${id}' does not exist`],
  aclassoc: ['InvalidAssociationID', (id) => `The association ID '${id}' does not exist`],
  eipassoc: ['InvalidAssociationID', (id) => `The association ID '${id}' does not exist`],
  eipalloc: ['InvalidAllocationID', (id) => `The allocation ID '${id}' does not exist`],
  igw: ['InvalidInternetGatewayID', (id) => `The internetGateway ID '${id}' does not exist`],
  eigw: ['InvalidGatewayID', (id) => `The gateway ID '${id}' does not exist`],
  acl: ['InvalidNetworkAclID', (id) => `The networkAcl ID '${id}' does not exist`],
  eni: ['InvalidNetworkInterfaceID', (id) => `The networkInterface ID '${id}' does not exist`],
  vpce: ['InvalidVpcEndpointId', (id) => `The Vpc Endpoint Id '${id}' does not exist`],
  pcx: ['InvalidVpcPeeringConnectionID', (id) => `The vpcPeeringConnection ID '${id}' does not exist`],
  vol: ['InvalidVolume', (id) => `The volume '${id}' does not exist.`],
  snap: ['InvalidSnapshot', (id) => `The snapshot '${id}' does not exist.`],
  sir: ['InvalidSpotInstanceRequestID', (id) => `The spot instance request ID '${id}' does not exist`],
  cr: ['InvalidCapacityReservationId', (id) => `The capacity reservation '${id}' does not exist`],
  lt: ['InvalidLaunchTemplateId', (id) => `The specified launch template, with template ID ${id}, does not exist.`],
}; // prettier-ignore

/** The error for an id that nothing has, or that cannot be one: for an id of that prefix. */
export function notFound(prefix: string, id: string): AwsError {
  if (prefix === 'nat') return ec2Error('NatGatewayNotFound', `NatGateway ${id} was not found`);
  const [stem, missing] = KINDS[prefix]!;
  if (!new RegExp(`^${prefix}-(?:[0-9a-f]{8}|[0-9a-f]{17})$`).test(id))
    return ec2Error(prefix === 'sg' ? 'InvalidGroupId.Malformed' : `${stem}.Malformed`, `Invalid id: "${shown(id)}" (expecting "${prefix}-...")`); // prettier-ignore
  return ec2Error(`${stem}.NotFound`, missing(id));
}

/** The error for any id by what stands before its last hyphen. */
export function noSuchResource(id: string): AwsError {
  const prefix = id.slice(0, Math.max(0, id.lastIndexOf('-')));
  if (Object.hasOwn(KINDS, prefix) || prefix === 'nat') return notFound(prefix, id);
  return ec2Error('InvalidID', `The ID '${shown(id)}' is not valid`);
}

/** A value that a parameter does not take. */
export function invalidValue(parameter: string, value: unknown, why = ''): AwsError {
  const text = `Value (${shown(String(value))}) for parameter ${parameter} is invalid.`;
  return ec2Error('InvalidParameterValue', why ? `${text} ${why}` : text);
}

/** Parameters that do not go together. */
export function invalidCombination(message: string): AwsError {
  return ec2Error('InvalidParameterCombination', message);
}

/** A parameter that must be there. */
export function missingParameter(name: string): AwsError {
  return ec2Error('MissingParameter', `The request must contain the parameter ${name}`);
}

const shown = (text: string) => (text.length > 255 ? `${text.slice(0, 255)}…` : text);
