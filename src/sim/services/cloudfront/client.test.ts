import {
  CachePolicyInUse,
  CloudFrontClient,
  CreateCachePolicyCommand,
  CreateDistributionCommand,
  CreateInvalidationCommand,
  DeleteCachePolicyCommand,
  DeleteDistributionCommand,
  DistributionNotDisabled,
  GetCachePolicyCommand,
  GetDistributionCommand,
  GetDistributionConfigCommand,
  GetInvalidationCommand,
  ListCachePoliciesCommand,
  NoSuchDistribution,
  PreconditionFailed,
  UpdateDistributionCommand,
  type DistributionConfig,
} from '@aws-sdk/client-cloudfront';
import { expect, test } from 'vitest';
import { Cloud, connect } from '../../index.ts';

test('the real client of CloudFront makes a distribution, invalidates, disables and deletes it', async () => {
  const cloud = new Cloud();
  const client = connect(new CloudFrontClient({ region: 'us-east-1' }), cloud);
  const managed = await client.send(new ListCachePoliciesCommand({ Type: 'managed' }));
  const optimized = managed.CachePolicyList!.Items!.find(({ CachePolicy }) => CachePolicy!.CachePolicyConfig!.Name === 'Managed-CachingOptimized'); // prettier-ignore
  expect(optimized!.CachePolicy!.CachePolicyConfig).toMatchObject({
    MinTTL: 1,
    DefaultTTL: 86_400,
    MaxTTL: 31_536_000,
  });
  const { CachePolicy, ETag: PolicyTag } = await client.send(
    new CreateCachePolicyCommand({
      CachePolicyConfig: { Name: 'short', MinTTL: 0, DefaultTTL: 5, MaxTTL: 10 },
    }),
  );
  const CachePolicyId = CachePolicy!.Id!;
  const DistributionConfig: DistributionConfig = {
    ...{ CallerReference: '1', Comment: '', Enabled: true },
    Origins: {
      Quantity: 1,
      Items: [{ Id: 'o', DomainName: 'o.example.com', CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: 'http-only' } }], // prettier-ignore
    },
    DefaultCacheBehavior: { TargetOriginId: 'o', ViewerProtocolPolicy: 'allow-all', CachePolicyId },
  };
  const { Distribution } = await client.send(new CreateDistributionCommand({ DistributionConfig }));
  expect(Distribution).toMatchObject({ Status: 'InProgress', DomainName: expect.stringMatching(/^d\w+\.cloudfront\.net$/) as string }); // prettier-ignore
  const { Id } = Distribution!;
  await cloud.run(180);
  expect((await client.send(new GetDistributionCommand({ Id }))).Distribution!.Status).toBe('Deployed');
  const InvalidationBatch = { Paths: { Quantity: 1, Items: ['/*'] }, CallerReference: 'i' };
  const { Invalidation } = await client.send(
    new CreateInvalidationCommand({ DistributionId: Id, InvalidationBatch }),
  );
  await cloud.run(10);
  const after = await client.send(new GetInvalidationCommand({ DistributionId: Id, Id: Invalidation!.Id }));
  expect([Invalidation!.Status, after.Invalidation!.Status]).toEqual(['InProgress', 'Completed']);
  const dropPolicy = new DeleteCachePolicyCommand({ Id: CachePolicyId, IfMatch: PolicyTag });
  await expect(client.send(dropPolicy)).rejects.toBeInstanceOf(CachePolicyInUse);
  const { ETag, DistributionConfig: config } = await client.send(new GetDistributionConfigCommand({ Id }));
  await expect(client.send(new DeleteDistributionCommand({ Id, IfMatch: ETag }))).rejects.toBeInstanceOf(DistributionNotDisabled); // prettier-ignore
  await expect(client.send(new DeleteDistributionCommand({ Id, IfMatch: 'E0' }))).rejects.toBeInstanceOf(PreconditionFailed); // prettier-ignore
  const { ETag: next } = await client.send(new UpdateDistributionCommand({ Id, IfMatch: ETag, DistributionConfig: { ...config!, Enabled: false } })); // prettier-ignore
  await cloud.run(180);
  await client.send(new DeleteDistributionCommand({ Id, IfMatch: next }));
  await expect(client.send(new GetDistributionCommand({ Id }))).rejects.toBeInstanceOf(NoSuchDistribution);
  await client.send(dropPolicy);
  await expect(client.send(new GetCachePolicyCommand({ Id: CachePolicyId }))).rejects.toMatchObject({ name: 'NoSuchCachePolicy' }); // prettier-ignore
});
