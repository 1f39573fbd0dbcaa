import {
  ConflictException,
  CreatePipeCommand,
  DescribePipeCommand,
  NotFoundException,
  PipesClient,
} from '@aws-sdk/client-pipes';
import { expect, test } from 'vitest';
import { connect } from '../../index.ts';
import { bodies, oneHost, openQueue } from '../../../testing/messaging.ts';

test('the real client of Pipes makes a pipe between two queues', async () => {
  const cloud = oneHost();
  const [source, target] = [openQueue(cloud, 'source'), openQueue(cloud, 'target')];
  const client = connect(new PipesClient({ region: 'us-east-1' }), cloud);
  const input = {
    Name: 'p',
    Source: source.arn,
    Target: target.arn,
    RoleArn: 'arn:aws:iam::123456789012:role/r',
    SourceParameters: { FilterCriteria: { Filters: [{ Pattern: '{"body":{"n":[1]}}' }] } },
    TargetParameters: { InputTemplate: '<$.body.n>' },
  };
  expect(await client.send(new CreatePipeCommand(input))).toMatchObject({ CurrentState: 'CREATING' });
  await cloud.run(11);
  for (const n of [1, 2]) await source.sendMessage(JSON.stringify({ n }));
  await cloud.run(1);
  expect(await bodies(target)).toEqual(['1']);
  const described = await client.send(new DescribePipeCommand({ Name: 'p' }));
  expect(described).toMatchObject({ CurrentState: 'RUNNING', SourceParameters: input.SourceParameters });
  await expect(client.send(new CreatePipeCommand(input))).rejects.toBeInstanceOf(ConflictException);
  await expect(client.send(new DescribePipeCommand({ Name: 'none' }))).rejects.toBeInstanceOf(
    NotFoundException,
  );
});
