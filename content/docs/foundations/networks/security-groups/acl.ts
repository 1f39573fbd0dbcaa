import type { Cloud } from 'desired-capacity';

/** A rule of a network ACL. */
export interface Rule {
  number: number;
  way: 'in' | 'out';
  action: 'allow' | 'deny';
  cidr: string;
  ports: [from: number, to: number];
}

/** Gives an instance's subnet a network ACL that has these rules alone. */
export function guard(
  { ec2 }: Cloud,
  instanceId: string,
  rules: readonly Rule[],
): void {
  const { subnetId, vpcId } = ec2.describeInstances({
    instanceIds: [instanceId],
  }).reservations![0]!.instances![0]!;
  const { networkAcls } = ec2.describeNetworkAcls({});
  const associationId = networkAcls!
    .flatMap(({ associations }) => associations!)
    .find((one) => one.subnetId === subnetId)!.networkAclAssociationId!;
  const made = ec2.createNetworkAcl({ vpcId: vpcId! });
  const networkAclId = made.networkAcl!.networkAclId!;
  ec2.replaceNetworkAclAssociation({ associationId, networkAclId });
  for (const { number, way, action, cidr, ports } of rules)
    ec2.createNetworkAclEntry({
      networkAclId,
      ruleNumber: number,
      egress: way === 'out',
      ruleAction: action,
      cidrBlock: cidr,
      protocol: '6', // TCP
      portRange: { from: ports[0], to: ports[1] },
    });
}
