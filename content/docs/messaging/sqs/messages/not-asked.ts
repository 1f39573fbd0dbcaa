import { check, Cloud, table } from 'desired-capacity';

const cloud = new Cloud();
const { url: QueueUrl } = cloud.sqs.createQueue('videos');
await cloud.send('sqs', 'SendMessage', {
  QueueUrl,
  MessageBody: 'holiday.mp4',
  MessageAttributes: {
    format: { DataType: 'String', StringValue: 'webm' },
    height: { DataType: 'Number', StringValue: '1080' },
  },
});

/** What comes beside the body, if one asks for that. */
async function receive(asked: {
  MessageAttributeNames?: string[];
  MessageSystemAttributeNames?: string[];
}) {
  const { Messages } = await cloud.send('sqs', 'ReceiveMessage', {
    QueueUrl,
    WaitTimeSeconds: 20,
    VisibilityTimeout: 0,
    ...asked,
  });
  const { Attributes = {}, MessageAttributes = {} } = Messages![0]!;
  return [...Object.keys(MessageAttributes), ...Object.keys(Attributes)];
}
const nothing = await receive({});
const one = await receive({ MessageAttributeNames: ['format'] });
const own = await receive({ MessageAttributeNames: ['All'] });
const system = await receive({ MessageSystemAttributeNames: ['All'] });

const rows = { nothing, 'the attribute format': one, 'all attributes': own };
table('Asked for, and got', {
  columns: ['Asked for', 'Got beside the body'],
  rows: Object.entries({ ...rows, 'all system attributes': system }).map(
    ([asked, got]) => [asked, got.join(', ') || '–'],
  ),
});
check('who asks for no attributes gets none', nothing.length === 0);
check('who asks for one gets that one', String(one) === 'format');
check('who asks for all gets all', String(own) === 'format,height');
check(
  'SQS tells when it was sent and how often it was received',
  system.includes('SentTimestamp') &&
    system.includes('ApproximateReceiveCount'),
);
