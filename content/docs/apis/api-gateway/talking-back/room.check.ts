import { check, Cloud } from 'desired-capacity';
import { say, type Room } from './room.starter.ts';

const cloud = new Cloud();
const api = cloud.apigatewayv2.buildWebSocket('room', { $default: {} });
const [anna, ben, carl] = [await api.connect(), await api.connect(), await api.connect()]; // prettier-ignore
let broken = '';
const room: Room = {
  members: new Set([anna, ben, carl].map((socket) => socket.connectionId)),
  post(connectionId, text) {
    if (connectionId === broken) throw new Error('no network');
    const data = new TextEncoder().encode(text);
    cloud.apigatewaymanagementapi.postToConnection({ connectionId, data });
  },
};
ben.close();
let failed = false;
const round = (text: string) => {
  failed = false;
  try {
    say(room, text);
  } catch {
    failed = true;
  }
};

round('hello');
check('who comes after somebody who left hears it', carl.read().includes('hello')); // prettier-ignore
check('who left is no error', !failed);
check('who left is no member any more', !room.members.has(ben.connectionId));
check('who is there stays a member', room.members.has(anna.connectionId) && room.members.has(carl.connectionId)); // prettier-ignore
broken = anna.connectionId;
round('again');
check('another error does not keep it from the rest', carl.read().includes('again')); // prettier-ignore
check('another error reaches the caller', failed);
check('and ends no membership', room.members.has(anna.connectionId));
