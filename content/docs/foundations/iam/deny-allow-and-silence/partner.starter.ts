/** The policy of your queue. Who may send, and what? */
export const queuePolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: 'sqs:*',
      Resource: '*',
    },
  ],
};

/** The policy of the partner’s role, in the partner’s account. */
export const rolePolicy = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: 'sqs:*', Resource: '*' }],
};
