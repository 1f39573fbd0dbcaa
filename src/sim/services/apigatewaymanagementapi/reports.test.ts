import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';

/* What users reported of emulators and samples of WebSocket APIs: the right value, each with its source. */

interface Event {
  requestContext: { connectionId: string; routeKey: string };
}

function chat(code: (event: Event, cloud: Cloud) => unknown = () => ({ statusCode: 200 })) {
  const cloud = new Cloud({ requestLatency: { mean: 0, sd: 0 } });
  const events: Event[] = [];
  cloud.lambda.createFunction({ functionName: 'room', code: () => (event: Event) => { events.push(event); return code(event, cloud); } }); // prettier-ignore
  const lambda = { lambda: 'room' };
  const api = cloud.apigatewayv2.buildWebSocket('chat', {
    $connect: lambda,
    $disconnect: lambda,
    say: lambda,
  });
  const post = (connectionId: string) => cloud.apigatewaymanagementapi.postToConnection({ connectionId, data: new Uint8Array([104]) }); // prettier-ignore
  const seen = () => events.map(({ requestContext: { routeKey } }) => routeKey);
  return { cloud, api, post, seen };
}
const gone = expect.objectContaining({ name: 'GoneException', $metadata: expect.objectContaining({ httpStatusCode: 410 }) as object }) as Error; // prettier-ignore

test('a closed connection is gone: localstack/localstack#6493', async () => {
  const { api, post } = chat();
  const socket = await api.connect();
  socket.close();
  expect(() => post(socket.connectionId)).toThrow(gone);
});

test('a connection that never was is gone too, and an id of another form is a bad request: localstack/localstack#4694', () => {
  const { post } = chat();
  expect(() => post('L0SM9cOFvHcCIhw=')).toThrow(gone);
  expect(() => post('6sdf')).toThrow(expect.objectContaining({ name: 'BadRequestException' }) as Error);
});

test('a function behind $connect can’t speak to its client yet: AWS re:Post, 410-gone-api-gateway', async () => {
  const told: string[] = [];
  const { api } = chat(({ requestContext }, cloud) => {
    try {
      cloud.apigatewaymanagementapi.postToConnection({ connectionId: requestContext.connectionId, data: new Uint8Array(1) }); // prettier-ignore
    } catch (error) {
      told.push((error as Error).name);
    }
    return { statusCode: 200 };
  });
  await api.connect();
  expect(told).toEqual(['GoneException']);
});

test('$connect and $disconnect are called by themselves, without a message: localstack/localstack#3146', async () => {
  const { cloud, api, seen } = chat();
  (await api.connect()).close();
  await cloud.run(1);
  expect(seen()).toEqual(['$connect', '$disconnect']);
});

test('other routes work without $default: localstack/localstack#3210', async () => {
  const { cloud, api, seen } = chat();
  (await api.connect()).send({ action: 'say' });
  await cloud.run(1);
  expect(seen()).toEqual(['$connect', 'say']);
});

test('the selection expression says nothing about $connect: localstack/localstack#7153', async () => {
  const { cloud, api, seen } = chat();
  cloud.apigatewayv2.updateApi({ apiId: api.id, routeSelectionExpression: '$request.body.detail-type' });
  const socket = await api.connect();
  socket.send({ 'detail-type': 'say' });
  await cloud.run(1);
  expect(seen()).toEqual(['$connect', 'say']);
});

test('no connection is open before $connect has answered: localstack/localstack#4039', async () => {
  const { cloud } = chat();
  cloud.lambda.createFunction({ functionName: 'slow', timeout: 5, code: () => function* () { yield 3; return { statusCode: 200 }; } }); // prettier-ignore
  const api = cloud.apigatewayv2.buildWebSocket('slow', { $connect: { lambda: 'slow' } });
  const asked = api.connect();
  await cloud.run(2);
  expect([asked.settled, api.connections]).toEqual([false, []]);
  await asked;
  expect(api.connections).toHaveLength(1);
});

test('a message that no route takes is answered by Forbidden: aws-samples/simple-websockets-chat-app#24', async () => {
  const { api } = chat();
  const socket = await api.connect();
  socket.send({ message: 'hello' });
  const told = JSON.parse((await socket.receive())!) as object;
  expect(Object.keys(told)).toEqual(['message', 'connectionId', 'requestId']);
  expect(told).toMatchObject({ message: 'Forbidden' });
});

test('a function behind $connect that crashes gives 502: serverless/serverless-websockets-plugin#13', async () => {
  const { api } = chat(() => {
    throw new SyntaxError('await is only valid in async function');
  });
  await expect(api.connect()).rejects.toThrow('Unexpected server response: 502');
});

test('too many connections at once get 429: serverlessunicorn/ServerlessNetworkingClients#3', async () => {
  const { cloud, api } = chat();
  cloud.apigatewayv2.updateStage({ apiId: api.id, stageName: 'prod', routeSettings: { $connect: { throttlingRateLimit: 1, throttlingBurstLimit: 1 } } }); // prettier-ignore
  await api.connect();
  await expect(api.connect()).rejects.toThrow('429');
});
