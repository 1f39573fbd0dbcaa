import type { Cloud } from 'desired-capacity';

const policy = (statement: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', ...statement }],
  });

/**
 * A role that identity pools may take: for those who have signed in, or for
 * guests. It may do something with objects of a bucket. Answers its ARN.
 */
export function roleFor(
  cloud: Cloud,
  roleName: string,
  who: 'authenticated' | 'unauthenticated',
  action: string,
  objects: string,
): string {
  const { role } = cloud.iam.createRole({
    roleName,
    assumeRolePolicyDocument: policy({
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        'ForAnyValue:StringLike': {
          'cognito-identity.amazonaws.com:amr': who,
        },
      },
    }),
  });
  const resource = `arn:aws:s3:::${objects}`;
  cloud.iam.putRolePolicy({
    roleName,
    policyName: 'objects',
    policyDocument: policy({ Action: action, Resource: resource }),
  });
  return role.arn;
}
