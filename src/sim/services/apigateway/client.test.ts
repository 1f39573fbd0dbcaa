import {
  APIGatewayClient,
  BadRequestException,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  GetRestApiCommand,
  NotFoundException,
  paginateGetResources,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
} from '@aws-sdk/client-api-gateway';
import { expect, test } from 'vitest';
import { Cloud, connect } from '../../index.ts';

test('the real client makes, deploys and pages through an API', async () => {
  const cloud = new Cloud();
  const client = connect(new APIGatewayClient({ region: 'us-east-1' }), cloud);
  const { id: restApiId, rootResourceId: parentId } = await client.send(
    new CreateRestApiCommand({ name: 'shop' }),
  );
  for (let i = 0; i < 60; i++)
    await client.send(new CreateResourceCommand({ restApiId, parentId, pathPart: `p${i}` }));
  const sizes: number[] = [];
  for await (const { items = [] } of paginateGetResources({ client }, { restApiId }))
    sizes.push(items.length);
  expect(sizes).toEqual([25, 25, 11]);
  const ids = { restApiId, resourceId: parentId, httpMethod: 'GET' };
  await client.send(new PutMethodCommand({ ...ids, authorizationType: 'NONE' }));
  await client.send(new PutMethodResponseCommand({ ...ids, statusCode: '200' }));
  const requestTemplates = { 'application/json': '{"statusCode": 200}' };
  await client.send(new PutIntegrationCommand({ ...ids, type: 'MOCK', requestTemplates }));
  const responseTemplates = { 'application/json': '{"hello": "$context.httpMethod"}' };
  await client.send(new PutIntegrationResponseCommand({ ...ids, statusCode: '200', responseTemplates }));
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'prod' }));
  const response = await cloud.fetch(`https://${restApiId}.execute-api.us-east-1.amazonaws.com/prod/`);
  expect(response.json()).toEqual({ hello: 'GET' });
});

test('its errors are those of the real client', async () => {
  const client = connect(new APIGatewayClient({ region: 'us-east-1' }), new Cloud());
  await expect(client.send(new GetRestApiCommand({ restApiId: 'none' }))).rejects.toBeInstanceOf(
    NotFoundException,
  );
  const { id: restApiId } = await client.send(new CreateRestApiCommand({ name: 'empty' }));
  await expect(client.send(new CreateDeploymentCommand({ restApiId }))).rejects.toBeInstanceOf(
    BadRequestException,
  );
});
