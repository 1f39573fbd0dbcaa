import { check, Cloud, seconds, table } from 'desired-capacity';

const cloud = new Cloud();
const home = cloud.sqs;
const abroad = cloud.region('eu-west-1').sqs;

const orders = home.createQueue('orders', { visibilityTimeout: 60 });
const answers: [call: string, answer: string][] = [];
/** What SQS answers: a queue's URL, or the name of an error. */
function answer(call: string, action: () => { url: string }) {
  let text;
  try {
    text = action().url;
  } catch (error) {
    text = (error as Error).name;
  }
  answers.push([call, text]);
  return text;
}
const again = answer('the same once more', () =>
  home.createQueue('orders', { visibilityTimeout: 60 }),
);
const other = answer('with a timeout of 90 s', () =>
  home.createQueue('orders', { visibilityTimeout: 90 }),
);
const elsewhere = answer('in another Region', () =>
  abroad.createQueue('orders'),
);
const bad = answer('named "my orders"', () => home.createQueue('my orders'));
orders.deleteQueue();
const soon = answer('just after its deletion', () =>
  home.createQueue('orders'),
);
await cloud.run(seconds(60));
const later = answer('a minute after it', () => home.createQueue('orders'));

table('CreateQueue for a queue that is there', {
  columns: ['Call', 'Answer'],
  rows: answers,
});
check('to create a queue twice is to find it', again === orders.url);
check('unless the two differ', other === 'QueueNameExists');
check(
  'another Region has queues of its own',
  elsewhere === orders.url.replace('us-east-1', 'eu-west-1'),
);
check('a name has no spaces', bad === 'InvalidParameterValue');
check(
  'the name of a deleted queue is free after a minute',
  soon === 'QueueDeletedRecently' && later === orders.url,
);
