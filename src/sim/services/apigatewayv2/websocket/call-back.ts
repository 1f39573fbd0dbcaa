import type { HostAnswer, HostRequest } from '../../../cloud/http/message.ts';
import type { HttpApi } from '../http-api.ts';
import { apiGatewayV2Limits as limits } from '../limits.ts';
import { isConnectionId, type Door } from './door.ts';

const answerOf = (status: number, content?: object): HostAnswer => ({
  status,
  headers: [['content-type', 'application/json']],
  ...(content && { body: JSON.stringify(content) }),
});

/**
 * The `@connections` commands, as an HTTP request that somebody signed; everything else at the host of a WebSocket API is
 * forbidden.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
 */
export function* answerConnections(
  door: Door,
  api: HttpApi,
  request: HostRequest,
): Generator<never, HostAnswer, never> {
  const [, stage = '', id = ''] =
    /^\/([^/]+)\/@connections\/([^/]+)$/.exec(decodeURIComponent(request.path)) ?? [];
  if (!id) return answerOf(403, { message: 'Forbidden' });
  if (request.signedBy === undefined) return answerOf(403, { message: 'Missing Authentication Token' });
  if (!isConnectionId(id)) return answerOf(400, { message: `Invalid connectionId: ${id}` });
  const connection = door.connection(id);
  if (connection?.api !== api || connection.stage !== stage) return answerOf(410);
  if (request.method === 'GET') return answerOf(200, connection.described());
  if (request.method === 'DELETE') {
    door.end(connection, { code: 1000, reason: 'Connection closed normally' });
    return answerOf(204);
  }
  if (request.body.length > limits.message.max) return answerOf(413, { message: 'Message too long' });
  return answerOf(door.post(connection, new TextDecoder().decode(request.body)) ? 200 : 429);
}
