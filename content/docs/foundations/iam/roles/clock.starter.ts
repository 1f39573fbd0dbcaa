/** Who may take the role, and what may it? */
export const role = {
  trust: {
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sts:AssumeRole',
  },
  permissions: { Effect: 'Allow', Action: 'sqs:*', Resource: '*' },
};
