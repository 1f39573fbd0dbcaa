import { check, Cloud, HttpClient, table } from 'desired-capacity';

const zones = 2; // knob zones: 1..3

const cloud = new Cloud();
const { ec2 } = cloud;
const elb = cloud.elasticloadbalancingv2;
const { subnets } = elb.defaults();
// An Elastic IP address of ours for each zone.
const own = subnets.slice(0, zones).map((subnetId) => {
  const { allocationId, publicIp } = ec2.allocateAddress({});
  return { subnetId, allocationId: allocationId!, publicIp: publicIp! };
});
elb.createLoadBalancer({
  name: 'flows',
  type: 'network',
  subnetMappings: own.map(({ subnetId, allocationId }) => ({
    subnetId,
    allocationId,
  })),
  securityGroups: elb.defaults().groups,
});
const flows = elb.find('flows');
// #region servers behind it, and a listener
const fleet = own.map(
  ({ subnetId }) => ec2.launch({ subnetId, application: {} })[0]!,
);
const group = elb.group('flows', { protocol: 'TCP', targets: fleet });
elb.createListener({
  loadBalancerArn: flows.arn,
  ...{ protocol: 'TCP', port: 80 },
  defaultActions: [{ type: 'forward', targetGroupArn: group.arn }],
});
await flows.until('healthy');
// #endregion
const answer = ec2.endpoints.resolve(flows.dnsName, 'client')!;
// #region the table and the checks
table(
  'The balancer’s addresses',
  own.map(({ publicIp }, i) => ({
    zone: flows.nodes[i]!.zone,
    'our address': publicIp,
    'DNS answers it': answer.addresses.includes(publicIp) ? 'yes' : 'no',
  })),
);
const client = new HttpClient(cloud);
const direct = await client.request({ host: `${own[0]!.publicIp}:80` });
check(
  'DNS answers our addresses and no others',
  answer.addresses.length === zones &&
    own.every(({ publicIp }) => answer.addresses.includes(publicIp)),
);
check('who knows an address needs no name', direct.kind === 'response');
// #endregion
