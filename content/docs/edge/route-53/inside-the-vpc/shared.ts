import { check, Cloud, table } from 'desired-capacity';

const cloud = new Cloud();
const tools = cloud.inAccount('111111111111');
const shop = cloud.inAccount('222222222222');
cloud.route53.model.propagation = 0;
// #region the VPC of an account
const vpcOf = ({ ec2 }: typeof tools) =>
  ec2.describeVpcs({}).vpcs![0]!.vpcId!;
// #endregion

// One account has the zone of the shared services.
const zone = tools.route53.zone('services.internal', {
  vpcs: [vpcOf(tools)],
});
zone.upsert({ name: 'log', values: '10.1.0.5' });

const vpc = { vpcRegion: 'us-east-1' as const, vpcId: vpcOf(shop) };
const association = { hostedZoneId: zone.id, vpc };
// #region what the shop’s VPC gets, step by step
const steps: { step: string; 'the shop’s VPC gets': string }[] = [];
function note(step: string) {
  const { values, code } = shop.route53
    .resolver({ vpc: vpc.vpcId })
    .ask('log.services.internal');
  steps.push({ step, 'the shop’s VPC gets': values[0] ?? code });
}
// #endregion
note('nothing done');
// #region an attempt without leave
let refusal = '';
try {
  shop.route53.associateVPCWithHostedZone(association);
} catch (error) {
  // #endregion
  refusal = (error as Error).name;
}
note('the shop associates');
tools.route53.createVPCAssociationAuthorization(association);
shop.route53.associateVPCWithHostedZone(association);
note('the owner allows it, the shop associates');

// #region the table and the checks
table('One zone for several accounts', steps);
check('without leave it is refused', refusal === 'NotAuthorizedException');
check(
  'one zone serves several VPCs, without peering',
  steps[2]!['the shop’s VPC gets'] === '10.1.0.5',
);
// #endregion
