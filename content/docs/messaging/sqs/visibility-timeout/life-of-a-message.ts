import { check, Cloud, seconds, timeline, type Message } from 'desired-capacity';

const cloud = new Cloud();
const jobs = cloud.sqs.createQueue('jobs', { visibilityTimeout: seconds(30) });
jobs.sendMessage('resize holiday.jpg');

const received: Message[] = [];
const times: number[] = [];
const inVain: number[] = [];

/** Asks again and again until there is a message. */
function* receive() {
  while (true) {
    const [message] = yield* jobs.receiveMessage({ waitTimeSeconds: 4 });
    if (message) {
      received.push(message);
      times.push(cloud.now);
      return message;
    }
    inVain.push(cloud.now);
  }
}

cloud.process(function* a() {
  yield seconds(5);
  yield* receive();
  yield seconds(8);
  // Here A loses power. It deletes nothing, and it tells nobody.
});
cloud.process(function* b() {
  yield seconds(8);
  const message = yield* receive();
  yield seconds(10);
  jobs.deleteMessage(message.receiptHandle);
});
await cloud.run(seconds(60));

const [first = 0, second = 0] = times;
const span = (start: number, end: number, label: string) => ({ start, end, label });
const event = (at: number, label: string) => ({ at, label });
timeline({
  title: 'One message, two receives',
  description: `Until A receives the message at ${first} s it is visible; then it is hidden for 30 s, although A has crashed. B receives it at ${second} s and deletes it at ${second + 10} s.`,
  lanes: [
    {
      name: 'message',
      spans: [
        span(0, first, 'visible'),
        span(first, second, 'hidden'),
        span(second, second + 10, 'hidden'),
      ],
      events: [event(second + 10, 'deleted')],
    },
    {
      name: 'worker A',
      spans: [span(first, first + 8, 'works')],
      events: [event(first + 8, 'crashes')],
    },
    {
      name: 'worker B',
      spans: [span(second, second + 10, 'works')],
      events: inVain.map((at) => event(at, 'receives nothing')),
    },
  ],
});
const [a, b] = received;
check('while it is hidden, nobody else receives it', inVain.length > 0);
check('it stays hidden for the visibility timeout', second - first === 30);
check('then the same message comes again', a?.messageId === b?.messageId);
check('its receive count has risen', b?.attributes.approximateReceiveCount === 2);
check('its receipt handle is a new one', a?.receiptHandle !== b?.receiptHandle);
check('deleted, it is gone', jobs.approximateNumberOfMessagesNotVisible === 0);
