import { requestTime } from '../request-time.ts';
import type { Caller } from './event-v1.ts';
import { grouped, type Pairs, single } from './http.ts';

/** What happened at a connection. */
export type WebSocketHappening =
  | { readonly eventType: 'CONNECT'; readonly headers: Pairs; readonly query: Pairs }
  | {
      readonly eventType: 'MESSAGE';
      readonly routeKey: string;
      readonly messageId: string;
      readonly body: string;
    }
  | {
      readonly eventType: 'DISCONNECT';
      readonly statusCode: number;
      readonly reason: string;
      readonly headers?: Pairs;
    };

const ROUTES = { CONNECT: '$connect', DISCONNECT: '$disconnect' } as const;

/**
 * The event that a WebSocket API gives to a function.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-requests.html
 */
export function webSocketEvent(
  happening: WebSocketHappening,
  connection: { readonly id: string; readonly connectedAt: number },
  caller: Caller,
) {
  const { eventType } = happening;
  const headers = eventType === 'MESSAGE' ? [] : (happening.headers ?? []);
  const query = eventType === 'CONNECT' ? happening.query : [];
  const last = (values: readonly string[]) => values.at(-1) ?? '';
  return {
    ...(headers.length > 0 && { headers: single(headers, last), multiValueHeaders: grouped(headers) }),
    ...(query.length > 0 && {
      queryStringParameters: single(query, last),
      multiValueQueryStringParameters: grouped(query),
    }),
    ...(caller.stageVariables && { stageVariables: caller.stageVariables }),
    requestContext: {
      routeKey: eventType === 'MESSAGE' ? happening.routeKey : ROUTES[eventType],
      ...(eventType === 'MESSAGE' && { messageId: happening.messageId }),
      ...(eventType === 'DISCONNECT' && {
        disconnectStatusCode: happening.statusCode,
        disconnectReason: happening.reason,
      }),
      ...(caller.authorizer && { authorizer: caller.authorizer }),
      eventType,
      extendedRequestId: caller.requestId,
      requestTime: requestTime(caller.at),
      messageDirection: 'IN',
      stage: caller.stage,
      connectedAt: connection.connectedAt,
      requestTimeEpoch: caller.at,
      identity: { sourceIp: caller.sourceIp },
      requestId: caller.requestId,
      domainName: caller.domainName,
      connectionId: connection.id,
      apiId: caller.apiId,
    },
    ...(eventType === 'MESSAGE' && { body: happening.body }),
    isBase64Encoded: false,
  };
}
