import {
  BatchCheckLayerAvailabilityCommand,
  CompleteLayerUploadCommand,
  CreateRepositoryCommand,
  DescribeImagesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  InitiateLayerUploadCommand,
  PutImageCommand,
  RepositoryNotFoundException,
  UploadLayerPartCommand,
} from '@aws-sdk/client-ecr';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { Cloud, connect, DockerHost } from '../../index.ts';

test('the real client of ECR pushes an image, which a host then pulls', async () => {
  const cloud = new Cloud({ requestLatency: { mean: 0, sd: 0 } });
  const client = connect(new ECRClient({ region: 'us-east-1' }), cloud);
  const repositoryName = 'team/shop';
  const { repository } = await client.send(new CreateRepositoryCommand({ repositoryName }));
  expect(repository!.repositoryUri).toBe('123456789012.dkr.ecr.us-east-1.amazonaws.com/team/shop');
  const upload = async (text: string) => {
    const bytes = new TextEncoder().encode(text);
    const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    const { uploadId } = await client.send(new InitiateLayerUploadCommand({ repositoryName }));
    const part = { partFirstByte: 0, partLastByte: bytes.length - 1, layerPartBlob: bytes };
    await client.send(new UploadLayerPartCommand({ repositoryName, uploadId, ...part }));
    await client.send(new CompleteLayerUploadCommand({ repositoryName, uploadId, layerDigests: [digest] }));
    return { digest, size: bytes.length };
  };
  const config = await upload('{"os":"linux","architecture":"amd64"}');
  const layer = await upload('the files');
  const imageManifest = JSON.stringify({ schemaVersion: 2, config, layers: [layer] });
  await client.send(new PutImageCommand({ repositoryName, imageManifest, imageTag: '1.0' }));
  const { layers } = await client.send(
    new BatchCheckLayerAvailabilityCommand({ repositoryName, layerDigests: [layer.digest, `sha256:${'0'.repeat(64)}`] }), // prettier-ignore
  );
  expect(layers!.map(({ layerAvailability }) => layerAvailability)).toEqual(['AVAILABLE', 'UNAVAILABLE']);
  const { imageDetails } = await client.send(new DescribeImagesCommand({ repositoryName }));
  expect(imageDetails).toMatchObject([{ imageTags: ['1.0'], imagePushedAt: expect.any(Date) as Date, imageSizeInBytes: 46 }]); // prettier-ignore
  const host = new DockerHost(cloud);
  await host.pull(cloud.ecr.repository(repositoryName), '1.0', 'shop');
  expect(host.run('shop').state).toBe('running');
  const { authorizationData } = await client.send(new GetAuthorizationTokenCommand({}));
  expect(atob(authorizationData![0]!.authorizationToken!)).toMatch(/^AWS:/);
  const missing = client.send(new DescribeImagesCommand({ repositoryName: 'none' }));
  await expect(missing).rejects.toBeInstanceOf(RepositoryNotFoundException);
});
