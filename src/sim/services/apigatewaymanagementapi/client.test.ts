import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  GoneException,
  PayloadTooLargeException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { expect, test } from 'vitest';
import { Cloud, connect } from '../../index.ts';

async function connected() {
  const cloud = new Cloud({ requestLatency: { mean: 0, sd: 0 } });
  const api = cloud.apigatewayv2.buildWebSocket('chat', { $default: {} });
  const endpoint = api.url.replace('wss', 'https');
  const client = connect(new ApiGatewayManagementApiClient({ region: 'us-east-1', endpoint }), cloud);
  const socket = await api.connect({ headers: { 'User-Agent': 'test' } });
  return { cloud, api, client, socket, ConnectionId: socket.connectionId };
}

test('the real client sends to a connection, looks at it and ends it', async () => {
  const { client, socket, ConnectionId } = await connected();
  await client.send(new PostToConnectionCommand({ ConnectionId, Data: 'hello' }));
  expect(socket.read()).toEqual(['hello']);
  const { ConnectedAt, Identity } = await client.send(new GetConnectionCommand({ ConnectionId }));
  expect([ConnectedAt instanceof Date, Identity]).toEqual([
    true,
    { SourceIp: '203.0.113.10', UserAgent: 'test' },
  ]);
  await client.send(new DeleteConnectionCommand({ ConnectionId }));
  expect(socket.closed?.code).toBe(1000);
});

test('a connection that is gone gives the client’s GoneException, with status 410', async () => {
  const { client, socket, ConnectionId } = await connected();
  socket.close();
  const call = client.send(new PostToConnectionCommand({ ConnectionId, Data: 'hello' }));
  await expect(call).rejects.toBeInstanceOf(GoneException);
  await expect(call).rejects.toMatchObject({ $metadata: { httpStatusCode: 410 } });
});

test('more than 128 KB are too much', async () => {
  const { client, socket, ConnectionId } = await connected();
  const post = (kb: number) => client.send(new PostToConnectionCommand({ ConnectionId, Data: 'x'.repeat(kb * 1024) })); // prettier-ignore
  await post(128);
  await expect(post(129)).rejects.toBeInstanceOf(PayloadTooLargeException);
  expect(socket.read()).toHaveLength(1);
});

test('the same commands go by HTTP, where somebody signs them', async () => {
  const { cloud, api, socket, ConnectionId } = await connected();
  const url = `${api.url.replace('wss', 'https')}/@connections/${encodeURIComponent(ConnectionId)}`;
  const signedBy = 'arn:aws:iam::123456789012:role/room';
  const ask = async (method: string, options = {}) => (await cloud.fetch(url, { method, signedBy, ...options })).status; // prettier-ignore
  expect(await ask('POST', { body: 'hi', signedBy: undefined })).toBe(403);
  expect([await ask('POST', { body: 'hi' }), await ask('GET'), socket.read()]).toEqual([200, 200, ['hi']]);
  expect([await ask('DELETE'), await ask('POST', { body: 'hi' })]).toEqual([204, 410]);
  expect((await cloud.fetch(api.url.replace('wss', 'https'))).status).toBe(403);
});

test('callbacks count at the account’s limit, as requests do', async () => {
  const { cloud, client, ConnectionId } = await connected();
  cloud.apigatewayv2.model.accountBurst = 1;
  cloud.apigatewayv2.model.accountRate = 0;
  await client.send(new PostToConnectionCommand({ ConnectionId, Data: 'one' }));
  const refused = connect(new ApiGatewayManagementApiClient({ region: 'us-east-1', maxAttempts: 1 }), cloud);
  await expect(refused.send(new PostToConnectionCommand({ ConnectionId, Data: 'two' }))).rejects.toMatchObject({ name: 'LimitExceededException' }); // prettier-ignore
});
