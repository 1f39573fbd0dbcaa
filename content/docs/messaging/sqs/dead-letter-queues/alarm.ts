import { check, Cloud, minutes, plot, seconds } from 'desired-capacity';

const cloud = new Cloud();
const deadLetters = cloud.sqs.createQueue('jobs-dlq');
const jobs = cloud.sqs.createQueue('jobs', {
  visibilityTimeout: seconds(30),
  redrivePolicy: { deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 3 },
});

cloud.process(function* producer() {
  for (const body of ['job', 'job', 'poison', 'job', 'poison', 'job']) {
    yield minutes(1);
    jobs.sendMessage(body);
  }
});
cloud.process(function* worker() {
  while (true) {
    const [message] = yield* jobs.receiveMessage({ waitTimeSeconds: 20 });
    if (message && message.body !== 'poison')
      jobs.deleteMessage(message.receiptHandle);
  }
});

// Two metrics that look as if either would do for an alarm.
const sent = cloud.record(deadLetters.metric('NumberOfMessagesSent'));
const visible = cloud.record(
  deadLetters.metric('ApproximateNumberOfMessagesVisible'),
);
await cloud.run(minutes(15));

plot({
  title: 'Two metrics of a dead-letter queue',
  description:
    'As messages move to the dead-letter queue, ApproximateNumberOfMessagesVisible rises by one with each; NumberOfMessagesSent stays level throughout.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Messages' },
  series: [
    {
      name: 'ApproximateNumberOfMessagesVisible',
      style: 'step',
      points: visible,
    },
    { name: 'NumberOfMessagesSent', style: 'step', points: sent },
  ],
  marks: [{ y: 1, label: 'threshold of the alarm' }],
});
check(
  'an alarm on ApproximateNumberOfMessagesVisible goes off',
  visible.some(([, messages]) => messages >= 1),
);
check(
  'an alarm on NumberOfMessagesSent never does',
  sent.every(([, messages]) => messages < 1),
);
