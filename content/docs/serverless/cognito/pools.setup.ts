import type { Cloud, Shell } from 'desired-capacity';

/** A user pool with a user who has signed in, and an identity pool that knows it. */
export async function setUp(cloud: Cloud, shell: Shell): Promise<void> {
  await shell.script(
    `pool=$(aws cognito-idp create-user-pool --pool-name shop --query UserPool.Id --output text)
client=$(aws cognito-idp create-user-pool-client --user-pool-id $pool --client-name app \\
  --explicit-auth-flows ALLOW_USER_PASSWORD_AUTH --query UserPoolClient.ClientId --output text)
aws cognito-idp admin-create-user --user-pool-id $pool --username ana
aws cognito-idp admin-set-user-password --user-pool-id $pool --username ana \\
  --password Tulip-garden-26 --permanent
id_token=$(aws cognito-idp initiate-auth --client-id $client --auth-flow USER_PASSWORD_AUTH \\
  --auth-parameters USERNAME=ana,PASSWORD=Tulip-garden-26 --query AuthenticationResult.IdToken --output text)
login=cognito-idp.us-east-1.amazonaws.com/$pool
identity_pool=$(aws cognito-identity create-identity-pool --identity-pool-name shop \\
  --no-allow-unauthenticated-identities --query IdentityPoolId --output text \\
  --cognito-identity-providers ProviderName=$login,ClientId=$client)
cat > trust.json <<END
{"Version": "2012-10-17", "Statement": {"Effect": "Allow",
  "Principal": {"Federated": "cognito-identity.amazonaws.com"}, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": {"StringEquals": {"cognito-identity.amazonaws.com:aud": "$identity_pool"}}}}
END
aws iam create-role --role-name visitor --assume-role-policy-document file://trust.json
aws cognito-identity set-identity-pool-roles --identity-pool-id $identity_pool \\
  --roles authenticated=arn:aws:iam::123456789012:role/visitor`,
    { print: false },
  );
}
