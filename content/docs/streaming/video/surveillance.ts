import { check, Cloud, minutes, seconds, table } from 'desired-capacity';

// A camera at the door, and an analyser of one's own that looks at each
// fragment: what it finds goes to a data stream, and from there to people.
const cloud = new Cloud();
const camera = cloud.kinesisvideo.stream('door');
const faces = cloud.kinesis.stream('faces');
const known = new Set(['ada', 'bob']);
cloud.process(() =>
  camera.getMedia({ type: 'NOW' }, ({ frames, producerTimestamp }) => {
    const seen = new Set((frames as string[]).filter((face) => face !== ''));
    for (const face of seen)
      faces.putRecord(
        'door',
        JSON.stringify({ face, at: producerTimestamp }),
      );
    return seconds(0.5);
  }),
);
// #region the function that reads the stream, the topic, and who rings
const { topicArn = '' } = cloud.sns.createTopic({ name: 'strangers' });
const policy = {
  Statement: {
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: cloud.arn('sqs', 'inbox'),
    Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
  },
};
const inbox = cloud.sqs.createQueue('inbox', {
  policy: JSON.stringify(policy),
});
cloud.sns.subscribe({ topicArn, protocol: 'sqs', endpoint: inbox.arn });
let readByFunction = 0;
cloud.process(function* lambda() {
  const reader = faces.reader(faces.shards[0]!.shardId);
  for (;;) {
    for (const { data } of reader.next(100).records) {
      readByFunction += 1;
      const { face } = JSON.parse(new TextDecoder().decode(data)) as {
        face: string;
      };
      if (known.has(face)) continue;
      cloud.sns.publish({ topicArn, message: `${face} is at the door.` });
    }
    yield seconds(1);
  }
});
const visits: Record<number, string> = {
  12: 'ada',
  30: 'a stranger',
  47: 'bob',
};
cloud.process(function* film() {
  for (let n = 0; n < 60; n += 1) {
    yield seconds(5);
    const frames = Array.from({ length: 5 }, () => visits[n] ?? '');
    camera.putMedia({ duration: 5, bytes: 5e5, frames });
  }
});
await cloud.run(minutes(6));
// #endregion
// #region the table and the checks
table('Five minutes at the door', [
  {
    fragments: 60,
    'faces found': faces.shards[0]!.records,
    'read by the function': readByFunction,
    messages: inbox.approximateNumberOfMessages,
  },
]);
check(
  'the camera only sends: the analysis is done on what the stream has',
  faces.shards[0]!.records === 3,
);
check(
  'known faces make no noise, the stranger makes a message',
  readByFunction === 3 && inbox.approximateNumberOfMessages === 1,
);
// #endregion
