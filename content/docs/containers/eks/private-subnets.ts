import { minutes, type Cloud } from 'desired-capacity';

/** A cluster whose nodes stand in private subnets, one in each of three zones. */
export async function inPrivateSubnets(cloud: Cloud, count: number) {
  const { ec2 } = cloud;
  const { vpcId } = cloud.elasticloadbalancingv2.defaults();
  const { routeTable } = ec2.createRouteTable({ vpcId });
  const routeTableId = routeTable!.routeTableId!; // leads nowhere else
  const subnetIds = ['a', 'b', 'c'].map((zone, i) => {
    const { subnet } = ec2.createSubnet({
      vpcId,
      cidrBlock: `172.31.${100 + i}.0/24`,
      availabilityZone: `us-east-1${zone}`,
    });
    const subnetId = subnet!.subnetId!;
    ec2.associateRouteTable({ routeTableId, subnetId });
    return subnetId;
  });
  cloud.eks.createCluster({
    name: 'shop',
    roleArn: 'arn:aws:iam::123456789012:role/cluster',
    resourcesVpcConfig: { subnetIds },
  });
  const shop = cloud.eks.cluster('shop');
  await shop.until('ACTIVE');
  shop.nodeGroup('workers', {
    instanceTypes: ['m5.large'],
    scalingConfig: { minSize: count, maxSize: count, desiredSize: count },
  });
  await cloud.run(minutes(6));
  return { shop, subnetIds };
}
