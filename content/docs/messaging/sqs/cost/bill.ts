import { check, Cloud, table } from 'desired-capacity';

const cloud = new Cloud();
const queue = cloud.sqs.createQueue('jobs');
const kib = 1024;

/** How many requests the bill counts for a call. */
async function requests(call: () => PromiseLike<unknown>) {
  const before = cloud.meter.bill()[0]!.quantity;
  await call();
  return cloud.meter.bill()[0]!.quantity - before;
}
const send = (bytes: number) =>
  requests(() => queue.sendMessage('x'.repeat(bytes)));
let brought: number[] = [];
const receive = () =>
  requests(async () => {
    const options = { maxNumberOfMessages: 10, waitTimeSeconds: 1 };
    brought = (await queue.receiveMessage(options)).map(
      ({ body }) => body.length,
    );
  });

const nothing = await receive();
const large = await send(256 * kib);
await receive();
const largest = await send(1024 * kib);
const back = await receive();
const backSize = brought.reduce((sum, bytes) => sum + bytes, 0);
for (let i = 0; i < 12; i += 1) await send(1);
const ten = await receive();

table('How many requests is that?', {
  columns: ['Call', 'Requests'],
  rows: [
    ['a receive that brings nothing', nothing],
    ['sending 256 KiB', large],
    ['sending 1 MiB', largest],
    ['receiving it', back],
    ['receiving ten small messages', ten],
  ],
});
check('an empty receive is billed', nothing === 1);
check('a message of 256 KiB is four requests', large === 4);
check(
  'one receive can bring 1 MiB, and is sixteen',
  backSize === 1024 * kib && back === 16,
);
check(
  'ten messages come in one request, of twelve',
  brought.length === 10 && ten === 1,
);
