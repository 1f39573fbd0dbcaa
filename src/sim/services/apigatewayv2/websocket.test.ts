import { describe, expect, test } from 'vitest';
import { Cloud } from '../../index.ts';
import type { SocketRoutesOf, WebSocketApiOptions } from './index.ts';

interface Event {
  body?: string;
  headers?: Record<string, string>;
  queryStringParameters?: Record<string, string>;
  requestContext: { connectionId: string; routeKey: string; eventType: string; disconnectStatusCode?: number; authorizer?: object }; // prettier-ignore
}

/** A cloud with a function that notes its events and answers by the table. */
function room(
  routes: SocketRoutesOf,
  answers: Record<string, unknown> = {},
  options: WebSocketApiOptions = {},
) {
  const cloud = new Cloud({ requestLatency: { mean: 0, sd: 0 } });
  cloud.apigatewayv2.model.overhead = 0;
  const events: Event[] = [];
  cloud.lambda.createFunction({
    functionName: 'room',
    code: () => (event: Event) => {
      events.push(event);
      const answer = answers[event.requestContext.routeKey] ?? { statusCode: 200 };
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  const api = cloud.apigatewayv2.buildWebSocket('chat', routes, options);
  const seen = () => events.map(({ requestContext: { routeKey } }) => routeKey);
  return { cloud, api, events, seen };
}

const lambda = { lambda: 'room' };
const ALL = { $connect: lambda, $disconnect: lambda, $default: lambda };

describe('connections', () => {
  test('a client is let in once $connect has answered, and its end is told to $disconnect', async () => {
    const { cloud, api, events, seen } = room(ALL);
    const anna = await api.connect({ query: { name: 'anna' }, headers: { 'User-Agent': 'test' } });
    expect(api.connections).toEqual([anna.connectionId]);
    expect(events[0]).toMatchObject({ queryStringParameters: { name: 'anna' }, requestContext: { eventType: 'CONNECT', connectionId: anna.connectionId } }); // prettier-ignore
    anna.close(1000, 'bye');
    await cloud.run(10);
    expect([seen(), events[1]!.requestContext.disconnectStatusCode, api.connections]).toEqual([['$connect', '$disconnect'], 1000, []]); // prettier-ignore
  });

  test.each([
    ['refuses by its status', { statusCode: 403 }, 403],
    ['fails', new Error('no'), 502],
    ['answers in another shape', ['no'], 502],
  ])('there is none where the function behind $connect %s', async (_, answer, status) => {
    const { api } = room(ALL, { $connect: answer });
    await expect(api.connect()).rejects.toMatchObject({ name: 'HandshakeError', status });
    expect(api.connections).toEqual([]);
  });

  test('$connect needs nothing behind it, and a stage that is not there is forbidden', async () => {
    const { cloud, api } = room({ $default: lambda });
    const socket = await api.connect();
    expect(socket.closed).toBeUndefined();
    cloud.apigatewayv2.deleteStage({ apiId: api.id, stageName: 'prod' });
    await expect(api.connect()).rejects.toMatchObject({ status: 403 });
  });

  test('after ten minutes without a message the gateway goes away; a message either way begins anew', async () => {
    const { cloud, api, events } = room(ALL);
    const [idle, chatty, told] = [await api.connect(), await api.connect(), await api.connect()];
    await cloud.run(500);
    chatty.send('still here');
    cloud.apigatewaymanagementapi.postToConnection({
      connectionId: told.connectionId,
      data: 'news' as never,
    });
    await cloud.run(200);
    expect([idle.closed, chatty.closed, told.closed]).toEqual([{ code: 1001, reason: 'Going away' }, undefined, undefined]); // prettier-ignore
    expect(events.find(({ requestContext }) => requestContext.eventType === 'DISCONNECT')?.requestContext).toMatchObject({ disconnectStatusCode: 1001 }); // prettier-ignore
    await cloud.run(500);
    expect([chatty.closed?.code, told.closed?.code]).toEqual([1001, 1001]);
  });

  test('after two hours it goes away however much is said', async () => {
    const { cloud, api } = room(ALL);
    const socket = await api.connect();
    cloud.process(function* () {
      while (!socket.closed) {
        socket.send('tick');
        yield 60;
      }
    });
    const began = cloud.now;
    const { code } = await socket.whenClosed();
    expect([code, Math.round(cloud.now - began)]).toEqual([1001, 7200]);
  });

  test('a deleted API ends its connections', async () => {
    const { cloud, api } = room(ALL);
    const socket = await api.connect();
    cloud.apigatewayv2.deleteApi({ apiId: api.id });
    expect(socket.closed?.code).toBe(1001);
  });

  test('more than 500 new ones in a second get 429', async () => {
    const { cloud, api } = room({ $default: lambda });
    const asked = await Promise.allSettled(Array.from({ length: 502 }, () => api.connect()));
    expect(asked.filter(({ status }) => status === 'rejected')).toHaveLength(2);
    await cloud.run(1);
    expect((await api.connect()).closed).toBeUndefined();
  });
});

describe('guards', () => {
  function guarded(answer: (event: Event) => unknown) {
    const { cloud, api, events } = room({ $disconnect: lambda, $default: lambda });
    let asked = 0;
    cloud.lambda.createFunction({ functionName: 'guard', code: () => (event: Event) => { asked++; return answer(event); } }); // prettier-ignore
    const arn = 'arn:aws:lambda:us-east-1:123456789012:function:guard';
    const { authorizerId } = cloud.apigatewayv2.createAuthorizer({ apiId: api.id, name: 'guard', authorizerType: 'REQUEST', identitySource: ['route.request.querystring.token'], authorizerUri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${arn}/invocations`, authorizerCredentialsArn: 'arn:aws:iam::123456789012:role/api' }); // prettier-ignore
    api.route('$connect', { ...lambda, authorizationType: 'CUSTOM', authorizerId: authorizerId! });
    return { cloud, api, events, asked: () => asked };
  }
  const policy = (Effect: string) => ({ principalId: 'anna', context: { room: 'blue' }, policyDocument: { Version: '2012-10-17', Statement: [{ Effect, Action: 'execute-api:Invoke', Resource: '*' }] } }); // prettier-ignore

  test('the authorizer of $connect is asked once; what it found is in all later events', async () => {
    const { cloud, api, events, asked } = guarded(({ queryStringParameters }) => policy(queryStringParameters?.token === 'good' ? 'Allow' : 'Deny')); // prettier-ignore
    const socket = await api.connect({ query: { token: 'good' } });
    socket.send('one');
    socket.send('two');
    await cloud.run(1);
    expect(asked()).toBe(1);
    expect(events.map(({ requestContext }) => requestContext.authorizer)).toEqual(Array(3).fill({ principalId: 'anna', room: 'blue' })); // prettier-ignore
    await expect(api.connect({ query: { token: 'bad' } })).rejects.toMatchObject({ status: 403 });
    await expect(api.connect()).rejects.toMatchObject({ status: 401 });
    expect(asked()).toBe(2);
  });

  test.each([
    ['Unauthorized', 401],
    ['broken', 500],
  ])('an authorizer that throws %s gives %i', async (message, status) => {
    const { api } = guarded(() => {
      throw new Error(message);
    });
    await expect(api.connect({ query: { token: 't' } })).rejects.toMatchObject({ status });
  });

  test('an authorizer’s answer without a policy gives 500', async () => {
    const { api } = guarded(() => ({ isAuthorized: true }));
    await expect(api.connect({ query: { token: 't' } })).rejects.toMatchObject({ status: 500 });
  });

  test('IAM wants a signature', async () => {
    const { api } = room({ $connect: { authorizationType: 'AWS_IAM' } });
    await expect(api.connect()).rejects.toMatchObject({ status: 403 });
    expect((await api.connect({ signedBy: 'arn:aws:iam::123456789012:user/anna' })).closed).toBeUndefined();
  });
});

describe('messages', () => {
  test('the selection expression tells the route; what fits none goes to $default, or is forbidden', async () => {
    const { cloud, api, seen } = room({ say: lambda });
    const socket = await api.connect();
    socket.send({ action: 'say', text: 'hello' });
    socket.send({ action: 'sing' });
    await cloud.run(1);
    expect(seen()).toEqual(['say']);
    expect(JSON.parse(socket.read()[0]!)).toMatchObject({
      message: 'Forbidden',
      connectionId: socket.connectionId,
    });
    api.route('$default', lambda);
    socket.send({ action: 'sing' });
    socket.send('no JSON');
    socket.send({ action: '$disconnect' });
    await cloud.run(1);
    expect(seen()).toEqual(['say', '$default', '$default', '$default']);
  });

  test('only a route with a response hands the function’s answer to the client', async () => {
    const answer = { statusCode: 500, body: 'pong' };
    const { cloud, api } = room(
      { one: lambda, two: { ...lambda, twoWay: true } },
      { one: answer, two: answer },
    );
    const socket = await api.connect();
    socket.send({ action: 'one' });
    await cloud.run(1);
    expect(socket.read()).toEqual([]);
    socket.send({ action: 'two' });
    expect(await socket.receive()).toBe('pong');
  });

  test('a function that fails is told to the client, and the connection stays', async () => {
    const { api } = room({ $default: lambda }, { $default: new Error('no') });
    const socket = await api.connect();
    socket.send('x');
    expect(JSON.parse((await socket.receive())!)).toMatchObject({ message: 'Internal server error' });
    expect(socket.closed).toBeUndefined();
  });

  test('a back end that is late is told after 29 s', async () => {
    const { cloud, api } = room({});
    cloud.lambda.createFunction({ functionName: 'slow', timeout: 60, code: () => function* () { yield 40; } }); // prettier-ignore
    api.route('$default', { lambda: 'slow' });
    const socket = await api.connect();
    const began = cloud.now;
    socket.send('x');
    expect(JSON.parse((await socket.receive())!)).toMatchObject({ message: 'Endpoint request timed out' });
    expect(Math.round(cloud.now - began)).toBe(29);
  });

  test('frames of more than 32 KB and messages of more than 128 KB end the connection with 1009, bytes with 1003', async () => {
    const { cloud, api, seen } = room(ALL);
    const end = async (data: unknown, frame?: number) => {
      const socket = await api.connect();
      socket.send(data, frame === undefined ? {} : { frame });
      await cloud.run(1);
      return socket.closed?.code;
    };
    const kb = (n: number) => 'x'.repeat(n * 1024);
    expect([await end(kb(32)), await end(kb(33)), await end(kb(128), 32_768), await end(kb(129), 32_768), await end(new Uint8Array(2))]).toEqual([undefined, 1009, undefined, 1009, 1003]); // prettier-ignore
    expect(seen().filter((key) => key === '$default')).toHaveLength(2);
  });

  test('a web server gets each message by POST; what a mock gets goes nowhere', async () => {
    const { cloud, api } = room({});
    cloud.serve('backend.example', ({ method, body }) => ({ status: 200, body: `${method} ${new TextDecoder().decode(body)}` })); // prettier-ignore
    api.route('web', { http: 'http://backend.example/', twoWay: true });
    api.route('mock', { twoWay: true });
    const socket = await api.connect();
    socket.send({ action: 'mock' });
    socket.send({ action: 'web' });
    expect(await socket.receive()).toBe('POST {"action":"web"}');
  });

  test('a throttled message is refused, and the rest of the API is not', async () => {
    const { cloud, api } = room({ a: lambda, b: lambda }, {}, { throttle: { rate: 1, burst: 2 } });
    const socket = await api.connect();
    for (const action of ['a', 'a', 'a', 'b']) socket.send({ action });
    await cloud.run(1);
    const told = socket.read().map((text) => (JSON.parse(text) as { message: string }).message);
    expect(told).toEqual(['Too Many Requests']);
  });

  test('whoever waits is told when the connection ends', async () => {
    const { cloud, api } = room(ALL);
    const socket = await api.connect();
    const waiting = socket.receive();
    socket.drop();
    expect([await waiting, await socket.receive(), socket.closed?.code]).toEqual([
      undefined,
      undefined,
      1006,
    ]);
    socket.send('nobody hears this');
    await cloud.run(1);
    expect(cloud.meter.bill().some(({ item }) => item === 'messages of WebSocket APIs')).toBe(false);
  });
});

test('messages are charged by begun 32 KB, connections by begun minutes', async () => {
  const { cloud, api } = room(ALL);
  const socket = await api.connect();
  socket.send('x'.repeat(33 * 1024), { frame: 32_768 });
  await cloud.run(61);
  socket.close();
  const bill = Object.fromEntries(cloud.meter.bill().map(({ item, quantity }) => [item, quantity]));
  expect([bill['messages of WebSocket APIs'], bill['connections of WebSocket APIs']]).toEqual([2, 2]);
});

test('an HTTP API takes no WebSocket things, nor the other way', () => {
  const { cloud, api } = room({ $default: lambda });
  const web = cloud.apigatewayv2.build('web', { $default: { http: 'https://backend.example/' } });
  const [{ routeId } = {}] = cloud.apigatewayv2.getRoutes({ apiId: web.id }).items!;
  const refused = [
    () =>
      cloud.apigatewayv2.createRouteResponse({
        apiId: web.id,
        routeId: routeId!,
        routeResponseKey: '$default',
      }),
    () => cloud.apigatewayv2.createApi({ name: 'x', protocolType: 'WEBSOCKET' }),
    () =>
      cloud.apigatewayv2.createApi({
        name: 'x',
        protocolType: 'WEBSOCKET',
        routeSelectionExpression: 'action',
      }),
    () => api.route('say', { ...lambda, authorizationType: 'AWS_IAM' }),
    () => api.route('late', { ...lambda, timeoutInMillis: 30_000 }),
    () => cloud.apigatewayv2.createAuthorizer({ apiId: api.id, name: 'jwt', authorizerType: 'JWT', identitySource: ['x'], jwtConfiguration: { issuer: 'https://a.example', audience: ['b'] } }), // prettier-ignore
  ];
  for (const call of refused)
    expect(call).toThrow(expect.objectContaining({ name: 'BadRequestException' }) as Error);
});

test('what it does not model is said by name', async () => {
  const { cloud, api } = room({});
  const { integrationId } = cloud.apigatewayv2.createIntegration({ apiId: api.id, integrationType: 'AWS', integrationUri: 'arn:aws:apigateway:us-east-1:sqs:path/1/q' }); // prettier-ignore
  cloud.apigatewayv2.createRoute({
    apiId: api.id,
    routeKey: '$connect',
    target: `integrations/${integrationId}`,
  });
  await expect(api.connect()).rejects.toThrow('AWS integrations of WebSocket APIs');
});
