import { Cloud, hours, minutes } from 'desired-capacity';
import type { ClientSocket } from 'desired-capacity/apigatewayv2';

export const cloud = new Cloud();
export const api = cloud.apigatewayv2.buildWebSocket('prices', {
  $default: {},
});
/** Whether the client has a connection, as the page would ask. */
export let socket: ClientSocket | undefined;

export function* client() {
  while (cloud.now < hours(8)) {
    const own = yield* api.connect();
    socket = own;
    cloud.process(function* () {
      for (; !own.closed; yield minutes(5)) own.send({ action: 'here' });
    });
    while ((yield* own.receive()) !== undefined);
  }
}
