import { describe, expect, test } from 'vitest';
import { Cloud } from '../../index.ts';
import { paced } from './pipeline/stream.ts';

const statement = (more: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*', ...more }],
  }); // prettier-ignore
const everybody = statement({});

/** A program in the default VPC, and an endpoint of API Gateway there. */
async function inVpc(endpoint: { policyDocument?: string; privateDnsEnabled?: boolean } | undefined = {}) {
  const cloud = new Cloud();
  const [program] = cloud.ec2.launch();
  await program!.until('running');
  const { vpcId, subnetId } = program!.network;
  const serviceName = 'com.amazonaws.us-east-1.execute-api';
  const { vpcEndpoint } = cloud.ec2.createVpcEndpoint({ vpcId, vpcEndpointType: 'Interface', serviceName, subnetIds: [subnetId], ...endpoint }); // prettier-ignore
  return { cloud, from: program!.id, vpcId, subnetId, id: vpcEndpoint!.vpcEndpointId! };
}

describe('a private API', () => {
  test('answers who comes by an endpoint that its policy names, and has no address on the Internet', async () => {
    const { cloud, from, id } = await inVpc();
    const policy = statement({ Condition: { StringEquals: { 'aws:SourceVpce': id } } });
    const api = cloud.apigateway.build('staff', { 'GET /': { mock: '{"by": "$context.identity.vpceId"}' } }, { endpoint: 'PRIVATE', policy }); // prettier-ignore
    const inside = await api.request({ from });
    expect([inside.status, inside.json()]).toEqual([200, { by: id }]);
    await expect(api.request()).rejects.toThrow('has no address on the Internet');
  });

  test('refuses other endpoints and VPCs, by what its policy says of them', async () => {
    const { cloud, from, vpcId } = await inVpc();
    const ask = async (Condition: object) => {
      const api = cloud.apigateway.build('staff', { 'GET /': { mock: '{}' } }, { endpoint: 'PRIVATE', policy: statement({ Condition }) }); // prettier-ignore
      return (await api.request({ from })).status;
    };
    expect(await ask({ StringEquals: { 'aws:SourceVpce': 'vpce-0123456789abcdef0' } })).toBe(403);
    expect(await ask({ StringEquals: { 'aws:SourceVpc': vpcId } })).toBe(200);
    expect(await ask({ StringNotEquals: { 'aws:SourceVpc': vpcId } })).toBe(403);
    expect(await ask({ IpAddress: { 'aws:VpcSourceIp': '172.31.0.0/16' } })).toBe(200);
    // The address on the Internet is not asked: there is none.
    expect(await ask({ IpAddress: { 'aws:SourceIp': '172.31.0.0/16' } })).toBe(403);
  });

  test('is deployed with a policy only', async () => {
    const { cloud } = await inVpc();
    expect(() => cloud.apigateway.build('staff', { 'GET /': { mock: '{}' } }, { endpoint: 'PRIVATE' })).toThrow("doesn't have a resource policy"); // prettier-ignore
  });

  test('the endpoint’s own policy has to let it pass too', async () => {
    const { cloud, from } = await inVpc({ policyDocument: statement({ Effect: 'Deny' }) });
    const api = cloud.apigateway.build('staff', { 'GET /': { mock: '{}' } }, { endpoint: 'PRIVATE', policy: everybody }); // prettier-ignore
    const { status, json } = await api.request({ from }).then((one) => ({ status: one.status, json: one.json() })); // prettier-ignore
    expect([status, String(json.Message ?? json.message)]).toEqual([403, expect.stringContaining('is not authorized to perform: execute-api:Invoke')]); // prettier-ignore
  });

  test('another VPC of the account reaches it by an endpoint of its own', async () => {
    const { cloud } = await inVpc();
    const { vpc } = cloud.ec2.createVpc({ cidrBlock: '10.9.0.0/16' });
    const vpcId = vpc!.vpcId!;
    cloud.ec2.modifyVpcAttribute({ vpcId, enableDnsHostnames: { value: true } });
    const { subnet } = cloud.ec2.createSubnet({ vpcId, cidrBlock: '10.9.0.0/24' });
    const [far] = cloud.ec2.launch({ subnetId: subnet!.subnetId! });
    await far!.until('running');
    const api = cloud.apigateway.build('staff', { 'GET /': { mock: '{}' } }, { endpoint: 'PRIVATE', policy: everybody }); // prettier-ignore
    await expect(api.request({ from: far!.id })).rejects.toThrow('has no address');
    cloud.ec2.createVpcEndpoint({ vpcId, vpcEndpointType: 'Interface', serviceName: 'com.amazonaws.us-east-1.execute-api', subnetIds: [subnet!.subnetId!] }); // prettier-ignore
    expect((await api.request({ from: far!.id })).status).toBe(200);
  });
});

test('where an API is reached and where it goes have nothing to do with each other', async () => {
  const { cloud, from } = await inVpc();
  cloud.serve('shop.example', () => ({ status: 200, body: 'on the Internet' }));
  const staff = cloud.apigateway.build('staff', { 'GET /': { http: 'https://shop.example/' } }, { endpoint: 'PRIVATE', policy: everybody }); // prettier-ignore
  expect((await staff.request({ from })).text()).toBe('on the Internet');
  const inside = await behind('network');
  const { id } = inside.cloud.apigateway.createVpcLink({ name: 'in', targetArns: [inside.balancer.arn] });
  await inside.cloud.run(121);
  const integration = { connectionType: 'VPC_LINK', connectionId: id! } as const;
  const shop = inside.cloud.apigateway.build('shop', {
    'GET /': { http: 'http://shop.internal/', integration },
  });
  expect((await shop.request()).text()).toBe('GET shop.internal /');
});

test('an endpoint with private DNS takes the requests to public APIs too, and refuses them', async () => {
  // https://repost.aws/knowledge-center/api-gateway-vpc-connections
  const with_ = await inVpc();
  const shop = (cloud: Cloud) => cloud.apigateway.build('shop', { 'GET /': { mock: '{}' } });
  const refused = await shop(with_.cloud).request({ from: with_.from });
  expect([refused.status, refused.json()]).toEqual([403, { message: 'Forbidden' }]);
  const without = await inVpc({ privateDnsEnabled: false });
  expect((await shop(without.cloud).request({ from: without.from })).status).toBe(200);
});

test('an endpoint whose security group lets nobody in lets nobody connect', async () => {
  const { cloud, from, id } = await inVpc();
  const api = cloud.apigateway.build('staff', { 'GET /': { mock: '{}' } }, { endpoint: 'PRIVATE', policy: everybody }); // prettier-ignore
  const [{ groups }] = cloud.ec2.describeVpcEndpoints({ vpcEndpointIds: [id] }).vpcEndpoints as [{ groups: { groupId: string }[] }]; // prettier-ignore
  const [{ groupId }] = groups as [{ groupId: string }];
  const { ipPermissions } = cloud.ec2.describeSecurityGroups({ groupIds: [groupId] }).securityGroups![0]!;
  cloud.ec2.revokeSecurityGroupIngress({ groupId, ipPermissions: ipPermissions! });
  await expect(api.request({ from })).rejects.toThrow('does not let');
});

/** A web server in the default VPC behind a balancer that only the VPC reaches. */
async function behind(type: 'application' | 'network') {
  const cloud = new Cloud();
  const [web] = cloud.ec2.launch({ application: { respond: ({ path, method, host }) => ({ status: 200, body: `${method} ${host} ${path}` }) } }); // prettier-ignore
  const balancer = cloud.elasticloadbalancingv2.balancer('web', {
    type,
    scheme: 'internal',
    targets: [web!],
  });
  await balancer.until('healthy');
  const { listeners } = cloud.elasticloadbalancingv2.describeListeners({ loadBalancerArn: balancer.arn });
  return { cloud, balancer, listenerArn: listeners![0]!.listenerArn!, ...cloud.elasticloadbalancingv2.defaults() }; // prettier-ignore
}

describe('a VPC link', () => {
  test('leads a REST API to a Network Load Balancer that the Internet does not reach', async () => {
    const { cloud, balancer } = await behind('network');
    const { id } = cloud.apigateway.createVpcLink({ name: 'in', targetArns: [balancer.arn] });
    const link = { connectionType: 'VPC_LINK', connectionId: id! } as const;
    const api = cloud.apigateway.build('shop', { 'GET /pets': { http: 'http://shop.internal/all?a=1', integration: link } }); // prettier-ignore
    expect((await api.request({ path: '/pets' })).status).toBe(500);
    await cloud.run(121);
    expect(cloud.apigateway.getVpcLink({ vpcLinkId: id! }).status).toBe('AVAILABLE');
    const answer = await api.request({ path: '/pets' });
    expect([answer.status, answer.text()]).toEqual([200, 'GET shop.internal /all?a=1']);
    cloud.apigateway.deleteVpcLink({ vpcLinkId: id! });
    expect((await api.request({ path: '/pets' })).status).toBe(500);
  });

  test('fails without a Network Load Balancer at its other end', async () => {
    const { cloud, balancer } = await behind('application');
    const { id } = cloud.apigateway.createVpcLink({ name: 'in', targetArns: [balancer.arn] });
    await cloud.run(121);
    expect(cloud.apigateway.getVpcLink({ vpcLinkId: id! }).status).toBe('FAILED');
  });

  test.each(['application', 'network'] as const)(
    'leads an HTTP API to the listener of a balancer: %s',
    async (type) => {
      const { cloud, listenerArn, subnets, groups } = await behind(type);
      const { vpcLinkId } = cloud.apigatewayv2.createVpcLink({ name: 'in', subnetIds: subnets.slice(0, 2), securityGroupIds: groups }); // prettier-ignore
      const api = cloud.apigatewayv2.build('shop', { 'GET /pets': { http: listenerArn, link: vpcLinkId! } });
      expect((await api.request({ path: '/pets' })).status).toBe(503);
      await cloud.run(121);
      const answer = await api.request({ path: '/pets?a=1' });
      expect([answer.status, answer.text()]).toEqual([200, expect.stringMatching(/^GET internal-web.* \/pets\?a=1$|^GET web.* \/pets\?a=1$/)]); // prettier-ignore
    },
  );

  test('puts the stage before the path, unless a mapping takes it away', async () => {
    const { cloud, listenerArn, subnets, groups } = await behind('application');
    const { vpcLinkId } = cloud.apigatewayv2.createVpcLink({ name: 'in', subnetIds: subnets.slice(0, 1), securityGroupIds: groups }); // prettier-ignore
    await cloud.run(121);
    const { apiId, apiEndpoint } = cloud.apigatewayv2.createApi({ name: 'shop', protocolType: 'HTTP' });
    cloud.apigatewayv2.createStage({ apiId: apiId!, stageName: 'test', autoDeploy: true });
    const integrate = (more: object) => cloud.apigatewayv2.createIntegration({ apiId: apiId!, integrationType: 'HTTP_PROXY', integrationMethod: 'ANY', integrationUri: listenerArn, connectionType: 'VPC_LINK', connectionId: vpcLinkId!, payloadFormatVersion: '1.0', ...more }).integrationId!; // prettier-ignore
    const plain = integrate({});
    const mapped = integrate({ requestParameters: { 'overwrite:path': '$request.path' } });
    cloud.apigatewayv2.createRoute({ apiId: apiId!, routeKey: 'GET /a', target: `integrations/${plain}` });
    cloud.apigatewayv2.createRoute({ apiId: apiId!, routeKey: 'GET /b', target: `integrations/${mapped}` });
    expect((await cloud.fetch(`${apiEndpoint}/test/a`)).text()).toMatch(/ \/test\/a$/);
    expect((await cloud.fetch(`${apiEndpoint}/test/b`)).text()).toMatch(/ \/b$/);
  });

  test('is dropped by a balancer whose security group does not let it in: 503 after the timeout', async () => {
    const { cloud, listenerArn, subnets, vpcId } = await behind('application');
    const { groupId } = cloud.ec2.createSecurityGroup({ groupName: 'stranger', description: 'none', vpcId });
    const { vpcLinkId } = cloud.apigatewayv2.createVpcLink({ name: 'in', subnetIds: subnets.slice(0, 1), securityGroupIds: [groupId!] }); // prettier-ignore
    await cloud.run(121);
    const api = cloud.apigatewayv2.build('shop', { 'GET /': { http: listenerArn, link: vpcLinkId! } });
    const began = cloud.now;
    expect((await api.request()).status).toBe(503);
    expect(cloud.now - began).toBeGreaterThan(29.9);
  });

  test('that no request uses for 60 days is inactive, and comes back once one does', async () => {
    const { cloud, listenerArn, subnets, groups } = await behind('application');
    const { vpcLinkId } = cloud.apigatewayv2.createVpcLink({ name: 'in', subnetIds: subnets.slice(0, 1), securityGroupIds: groups }); // prettier-ignore
    const status = () => cloud.apigatewayv2.getVpcLink({ vpcLinkId: vpcLinkId! }).vpcLinkStatus;
    const api = cloud.apigatewayv2.build('shop', { 'GET /': { http: listenerArn, link: vpcLinkId! } });
    expect(status()).toBe('PENDING');
    cloud.elasticloadbalancingv2.deleteLoadBalancer({ loadBalancerArn: cloud.elasticloadbalancingv2.find('web').arn }); // prettier-ignore
    for (const { id } of cloud.ec2.instances) cloud.ec2.terminateInstances({ instanceIds: [id] });
    await cloud.run(60 * 86_400 + 130);
    expect(status()).toBe('INACTIVE');
    expect((await api.request()).status).toBe(503);
    expect(status()).toBe('PENDING');
    await cloud.run(121);
    expect(status()).toBe('AVAILABLE');
    cloud.apigatewayv2.deleteVpcLink({ vpcLinkId: vpcLinkId! });
    expect(cloud.apigatewayv2.getVpcLinks().items).toEqual([]);
  });

  test('what is not modelled is said by name: Cloud Map, and links V2 of REST APIs', async () => {
    const cloud = new Cloud();
    const { apiId } = cloud.apigatewayv2.createApi({ name: 'shop', protocolType: 'HTTP' });
    const given = { apiId: apiId!, integrationType: 'HTTP_PROXY', integrationMethod: 'ANY', connectionType: 'VPC_LINK', connectionId: 'abc', payloadFormatVersion: '1.0' } as const; // prettier-ignore
    expect(() => cloud.apigatewayv2.createIntegration({ ...given, integrationUri: 'arn:aws:servicediscovery:us-east-1:111122223333:service/srv-1' })).toThrow('Cloud Map'); // prettier-ignore
    expect(() => cloud.apigatewayv2.createIntegration({ ...given, integrationUri: 'https://shop.example/' })).toThrow('valid ELB listener ARN'); // prettier-ignore
    const v2 = { integrationTarget: 'arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/a/1', connectionType: 'VPC_LINK', connectionId: 'abc' } as const; // prettier-ignore
    expect(() => cloud.apigateway.build('shop', { 'GET /': { http: 'http://a.example/', integration: v2 } })).toThrow('VPC links V2'); // prettier-ignore
    await cloud.run(1);
  });
});

describe('the way to an API', () => {
  async function took(endpoint: 'EDGE' | 'REGIONAL', from: string) {
    const cloud = new Cloud();
    const api = cloud.apigateway.build('shop', { 'GET /': { mock: '{}' } }, { endpoint });
    const answer = await api.request({ from });
    return { seconds: cloud.now, pop: answer.headers.get('x-amz-cf-pop') };
  }

  test('is shorter by an edge location for a client far away, and goes by CloudFront there alone', async () => {
    const [edge, regional] = [await took('EDGE', 'SYD'), await took('REGIONAL', 'SYD')];
    expect(edge.seconds).toBeLessThan(regional.seconds / 2);
    expect([edge.pop, regional.pop]).toEqual(['SYD', null]);
  });

  test('is no shorter by an edge location for a client in the Region', async () => {
    const [edge, regional] = [await took('EDGE', 'us-east-1'), await took('REGIONAL', 'us-east-1')];
    expect(edge.seconds).toBeGreaterThanOrEqual(regional.seconds);
    await expect(took('EDGE', 'nowhere')).rejects.toThrow(RangeError);
  });
});

test('a distribution that hands on its viewer’s Host meets no API', async () => {
  const cloud = new Cloud();
  const api = cloud.apigateway.build('shop', { 'GET /': { mock: '{}' } });
  const customOriginConfig = { httpPort: 80, httpsPort: 443, originProtocolPolicy: 'https-only' } as const;
  const origin = { domainName: new URL(api.url).host, originPath: '/prod', customOriginConfig };
  const common = { origin, cachePolicy: 'CachingDisabled' } as const;
  const [good, bad] = [cloud.cloudfront.distribution(common), cloud.cloudfront.distribution({ ...common, originRequestPolicy: 'AllViewer' })]; // prettier-ignore
  await cloud.run(600);
  expect((await good.request()).status).toBe(200);
  expect((await bad.request({ headers: { host: 'shop.example' } })).status).toBe(403);
  cloud.apigateway.deleteRestApi({ restApiId: api.id });
  expect((await good.request()).status).toBeGreaterThanOrEqual(500);
});

describe('a streamed answer', () => {
  const MEGABYTE = 1_048_576;
  const build = (chunks: { after: number; body?: string | Uint8Array }[], endpoint: 'EDGE' | 'REGIONAL' = 'REGIONAL', integration: object = {}) => {
    const cloud = new Cloud();
    cloud.serve('films.example', () => ({ status: 200, body: 'a', chunks }));
    const streamed = { responseTransferMode: 'STREAM', timeoutInMillis: 900_000, ...integration } as const;
    const api = cloud.apigateway.build('films', { 'GET /': { http: 'https://films.example/', integration: streamed } }, { endpoint });
    return { cloud, api };
  }; // prettier-ignore

  test('begins with its first byte, and may take longer than 29 s', async () => {
    const { cloud, api } = build([25, 25, 25].map((after) => ({ after, body: 'b' })));
    const began = cloud.now;
    const answer = await api.request({ stream: true });
    expect(cloud.now - began).toBeLessThan(1);
    expect(answer.chunks.map(({ after }) => Math.round(after))).toEqual([0, 25, 25, 25]);
    const whole = await api.request();
    expect([whole.text(), Math.round(cloud.now)]).toEqual(['abbb', 75]);
  });

  test('is cut after 30 s without a byte at an edge-optimised API, and after 300 s at a Regional one', async () => {
    for (const [endpoint, idle] of [['EDGE', 30], ['REGIONAL', 300]] as const) {
      await expect(build([{ after: idle + 1, body: 'b' }], endpoint).api.request()).rejects.toThrow('broke the connection');
      expect((await build([{ after: idle - 1, body: 'b' }], endpoint).api.request()).text()).toBe('ab');
    }
  }); // prettier-ignore

  test('is cut when its timeout is over, 900 s at most', async () => {
    const slow = Array.from({ length: 10 }, () => ({ after: 100, body: 'b' }));
    const { cloud, api } = build(slow);
    await expect(api.request()).rejects.toThrow('broke the connection');
    expect(Math.round(cloud.now)).toBe(900);
    const short = build(slow, 'REGIONAL', { timeoutInMillis: 250_000 });
    await expect(short.api.request()).rejects.toThrow('broke the connection');
    expect(Math.round(short.cloud.now)).toBe(250);
    expect(() => build(slow, 'REGIONAL', { timeoutInMillis: 900_001 })).toThrow('Timeout should be');
  });

  test('may be larger than 10 MB, which a whole one may not; what is above comes at 2 MB a second', async () => {
    const twelve = [{ after: 0, body: new Uint8Array(12 * MEGABYTE) }];
    const streamed = build(twelve);
    const answer = await streamed.api.request();
    expect([answer.status, answer.bytes().length]).toEqual([200, 12 * MEGABYTE + 1]);
    expect(streamed.cloud.now).toBeCloseTo(1, 1);
    const whole = build(twelve, 'REGIONAL', { responseTransferMode: 'BUFFERED', timeoutInMillis: 29_000 });
    expect((await whole.api.request()).status).toBe(500);
  });

  test('is there for proxy integrations only', () => {
    const cloud = new Cloud();
    const integration = { type: 'HTTP', responseTransferMode: 'STREAM' } as const;
    expect(() => cloud.apigateway.build('films', { 'GET /': { http: 'https://films.example/', integration } })).toThrow('only for HTTP_PROXY and AWS_PROXY'); // prettier-ignore
  });

  test('passes nothing on behind a break of the back end’s', () => {
    expect(paced([{ after: 1, body: 'a' }, { after: 1, broken: true }, { after: 1, body: 'b' }], 900, 300)).toEqual([{ after: 1, body: 'a' }, { after: 1, broken: true }]); // prettier-ignore
  });
});
