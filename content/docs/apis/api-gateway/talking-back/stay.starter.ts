import { Cloud, hours } from 'desired-capacity';
import type { ClientSocket } from 'desired-capacity/apigatewayv2';

export const cloud = new Cloud();
export const api = cloud.apigatewayv2.buildWebSocket('prices', {
  $default: {},
});
/** Whether the client has a connection, as the page would ask. */
export let socket: ClientSocket | undefined;

// A client wants to hear of every price, day and night. It hears nothing
// after ten minutes. Keep it connected, all but a moment. Your turn.
export function* client() {
  socket = yield* api.connect();
  while (cloud.now < hours(8)) {
    yield* socket.receive();
    if (socket.closed) return;
  }
}
