import { check, hours, minutes } from 'desired-capacity';
import { api, client, cloud, socket } from './stay.starter.ts';

let asked = 0;
let open = 0;
cloud.process(client);
cloud.process(function* () {
  for (yield 1; cloud.now < hours(8); yield 60) {
    asked += 1;
    if (socket && !socket.closed) open += 1;
  }
});
await cloud.run(minutes(30));
check('it is connected after half an hour', socket?.closed === undefined);
await cloud.run(hours(5));
check('it is connected after five hours', socket?.closed === undefined);
await cloud.run(hours(2));
check('it was connected nearly all the time', open / asked > 0.98);
check('it keeps one connection at a time', api.connections.length <= 1);
const messages = cloud.meter.bill().find(({ item }) => item === 'messages of WebSocket APIs'); // prettier-ignore
check('it does not chatter: fewer than one message a minute', (messages?.quantity ?? 0) < 8 * 60); // prettier-ignore
