import type { Limit } from '../../cloud/index.ts';

const EC2 = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/';
const VPC = 'https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html';
const GENERAL = 'https://docs.aws.amazon.com/general/latest/gr/ec2-service.html';
const TAGS = `${EC2}Using_Tags.html#tag-restrictions`;

const vpc = (name: string, max: number, code: string, unit = name.toLowerCase()): Limit => ({
  name,
  max,
  unit,
  code,
  adjustable: true,
  source: VPC,
});
const tag = (name: string, max: number, unit: string, min = 0): Limit => ({ name, min, max, unit, adjustable: false, source: TAGS }); // prettier-ignore

/** What Amazon EC2 and Amazon VPC allow. Looked up on 2026-11-28. */
export const ec2Limits = {
  standardVcpus: {
    name: 'Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances',
    max: 5,
    unit: 'vCPUs',
    code: 'L-1216C47A',
    adjustable: true,
    source: 'https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html',
  },
  userData: {
    name: 'User data',
    max: 16_384,
    unit: 'bytes before it is encoded',
    adjustable: false,
    source: `${EC2}user-data.html`,
  },
  launchTemplates: {
    name: 'Launch templates of a Region',
    max: 5000,
    unit: 'launch templates',
    code: 'L-FB451C26',
    adjustable: false,
    source: GENERAL,
  },
  launchTemplateVersions: {
    name: 'Versions of a launch template',
    max: 10_000,
    unit: 'versions',
    adjustable: false,
    source: GENERAL,
  },
  elasticAddresses: {
    name: 'Elastic IP addresses of a Region',
    max: 5,
    unit: 'addresses',
    code: 'L-0263D0A3',
    adjustable: true,
    source: VPC,
  },
  vpcs: vpc('VPCs per Region', 5, 'L-F678F1CE', 'VPCs'),
  subnets: vpc('Subnets per VPC', 200, 'L-407747CB', 'subnets'),
  internetGateways: vpc('Internet gateways per Region', 5, 'L-A4707A72', 'gateways'),
  natGateways: vpc('NAT gateways per Availability Zone', 5, 'L-FE5A380F', 'gateways'),
  networkAcls: vpc('Network ACLs per VPC', 200, 'L-B4A6D682', 'network ACLs'),
  networkAclEntries: vpc('Rules per network ACL, each way', 20, 'L-2AEEBF1A', 'rules'),
  routeTables: vpc('Route tables per VPC', 200, 'L-589F43AA', 'route tables'),
  routes: vpc('Routes per route table', 500, 'L-93826ACB', 'routes'),
  securityGroups: vpc('VPC security groups per Region', 2500, 'L-E79EC296', 'security groups'),
  securityGroupRules: vpc('Rules per security group, each way', 60, 'L-0EA8095F', 'rules'),
  groupsPerInterface: vpc('Security groups per network interface', 5, 'L-2AFB9258', 'security groups'),
  tags: tag('Tags of a resource', 50, 'tags'),
  tagKey: tag('Tag key', 128, 'characters', 1),
  tagValue: tag('Tag value', 256, 'characters'),
} as const satisfies Record<string, Limit>;
