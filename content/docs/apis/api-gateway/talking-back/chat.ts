import { AwsError, check, Cloud, table } from 'desired-capacity';

const lost = 0.5; // knob share of $disconnect calls that get lost: 0..1 step 0.1

// #region a cloud, and what a function gets
interface Event {
  body?: string;
  requestContext: { connectionId: string };
}
const cloud = new Cloud();
cloud.apigatewayv2.model.disconnectLoss = lost;
let gone = 0;
function isGone(error: unknown) {
  const is = error instanceof AwsError && error.name === 'GoneException';
  if (is) gone += 1;
  return is;
}
// #endregion
// A room keeps the ids of its connections. Each message goes to all of them.
const members = new Set<string>();
const code = {
  join: (_: Uint8Array, id: string) => void members.add(id),
  leave: (_: Uint8Array, id: string) => void members.delete(id),
  say(data: Uint8Array) {
    for (const connectionId of members) {
      try {
        cloud.apigatewaymanagementapi.postToConnection({
          connectionId,
          data,
        });
      } catch (error) {
        if (!isGone(error)) throw error;
        members.delete(connectionId); // 410: it has left, and nobody said so
      }
    }
  },
};
// #region a function for each route, and the API; twenty people come, ten leave
for (const [functionName, handle] of Object.entries(code))
  cloud.lambda.createFunction({
    functionName,
    code:
      () =>
      ({ body, requestContext: { connectionId } }: Event) => {
        handle(new TextEncoder().encode(body ?? ''), connectionId);
        return { statusCode: 200 };
      },
  });
const api = cloud.apigatewayv2.buildWebSocket('chat', {
  $connect: { lambda: 'join' },
  $disconnect: { lambda: 'leave' },
  say: { lambda: 'say' },
});
const people = [];
for (let i = 0; i < 20; i += 1) people.push(await api.connect());
for (const person of people.slice(10)) person.close();
await cloud.run(60);
const before = members.size;
// #endregion

people[0]!.send({ action: 'say', text: 'Who is still here?' });
// #region a minute; a table and the checks
await cloud.run(60);
const heard = people.filter((person) => person.read().length > 0).length;
table('Twenty came, ten have left', [
  { what: 'connections that are open', count: api.connections.length },
  { what: 'ids in the room before the message', count: before },
  { what: 'posts that got 410', count: gone },
  { what: 'ids in the room after it', count: members.size },
  { what: 'people who heard it', count: heard },
]);
check('all who are there hear it, whoever said it', heard === 10);
check(
  'without $disconnect ids of those who left remain',
  lost < 0.1 || before > 10,
);
check('a connection that is gone gives 410', gone === before - 10);
check('the room cleans itself up as it speaks', members.size === 10);
// #endregion
