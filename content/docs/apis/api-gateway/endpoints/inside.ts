import { check, Cloud, table } from 'desired-capacity';

const privateDns = true; // knob private DNS of the endpoint: true | false

const cloud = new Cloud();
// #region a program in a VPC, and one in another VPC
const [program] = cloud.ec2.launch();
const { vpcId, subnetId } = program!.network;
const other = cloud.ec2.createVpc({ cidrBlock: '10.9.0.0/16' }).vpc!.vpcId!;
const { subnet } = cloud.ec2.createSubnet({
  vpcId: other,
  cidrBlock: '10.9.0.0/24',
});
const [stranger] = cloud.ec2.launch({ subnetId: subnet!.subnetId! });
await stranger!.until('running');
// #endregion
const { vpcEndpoint } = cloud.ec2.createVpcEndpoint({
  vpcId,
  vpcEndpointType: 'Interface',
  serviceName: 'com.amazonaws.us-east-1.execute-api',
  subnetIds: [subnetId],
  privateDnsEnabled: privateDns,
});
const mock = { 'GET /': { mock: '{}' } };
const policyFor = (vpce: string) =>
  // #region a policy that lets one endpoint in
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: '*',
        Action: 'execute-api:Invoke',
        Resource: 'execute-api:/*',
        Condition: { StringEquals: { 'aws:SourceVpce': vpce } },
      },
    ],
  });
// #endregion
const build = (name: string, vpce: string) =>
  cloud.apigateway.build(name, mock, {
    endpoint: 'PRIVATE',
    policy: policyFor(vpce),
  });
const staff = build('staff', vpcEndpoint!.vpcEndpointId!);
const elsewhere = build('elsewhere', 'vpce-0a1b2c3d4e5f67890');
const shop = cloud.apigateway.build('shop', mock);

// #region who asks what, the table and the checks
const ask = (api: typeof staff, from?: string) =>
  api.request(from === undefined ? {} : { from }).then(
    ({ status }) => String(status),
    () => 'no address',
  );
const inside = await ask(staff, program!.id);
const outside = await ask(staff);
const apart = await ask(staff, stranger!.id);
const another = await ask(elsewhere, program!.id);
const publicOne = await ask(shop, program!.id);
const everybody = await ask(shop);
table('Who gets what', [
  { request: 'the private API, from its VPC', gets: inside },
  { request: 'the private API, from the Internet', gets: outside },
  { request: 'the private API, from a VPC without endpoint', gets: apart },
  { request: 'a private API for another endpoint', gets: another },
  { request: 'a public API, from the VPC', gets: publicOne },
  { request: 'a public API, from the Internet', gets: everybody },
]);
check(
  'a private API answers in the VPC, by its endpoint',
  !privateDns || inside === '200',
);
check(
  'on the Internet a private API has no address',
  outside === 'no address',
);
check('a public API answers on the Internet', everybody === '200');
check('without an endpoint a VPC does not reach it', apart === 'no address');
check(
  'the resource policy decides which endpoint may call',
  !privateDns || another === '403',
);
check(
  'with private DNS the endpoint takes requests to public APIs too, and refuses them',
  publicOne === (privateDns ? '403' : '200'),
);
// #endregion
