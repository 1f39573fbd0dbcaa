/** Without a second factor a user shall set a device up, and do nothing else. */
export const statement = {
  Effect: 'Deny',
  NotAction: ['iam:CreateVirtualMFADevice', 'iam:EnableMFADevice'],
  Resource: '*',
  Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
};
