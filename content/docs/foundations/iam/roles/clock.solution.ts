/** Scheduler may take the role, which may send to one queue. */
export const role = {
  trust: {
    Effect: 'Allow',
    Principal: { Service: 'scheduler.amazonaws.com' },
    Action: 'sts:AssumeRole',
  },
  permissions: {
    Effect: 'Allow',
    Action: 'sqs:SendMessage',
    Resource: 'arn:aws:sqs:us-east-1:123456789012:reports',
  },
};
