/** What the record of a month has, and nothing else. */
export const actions = [
  'sqs:GetQueueUrl',
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sns:Publish',
];
