import type { Cloud } from 'desired-capacity';
import type { RestApiHandle } from 'desired-capacity/apigateway';

interface Event {
  authorizationToken: string;
  methodArn: string;
}

/**
 * A Lambda authorizer. It allows the method that is asked for, or what
 * `resource` makes of it; answers the authorizer's id.
 */
export function addGuard(
  cloud: Cloud,
  api: RestApiHandle,
  allows: (token: string, methodArn: string) => boolean,
  resource = (methodArn: string) => methodArn,
  ttl = 300,
): string {
  const account = '123456789012';
  cloud.lambda.createFunction({
    functionName: 'guard',
    code:
      () =>
      ({ authorizationToken: token, methodArn }: Event) => ({
        principalId: token,
        policyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: allows(token, methodArn) ? 'Allow' : 'Deny',
              Action: 'execute-api:Invoke',
              Resource: resource(methodArn),
            },
          ],
        },
      }),
  });
  const fn = `arn:aws:lambda:us-east-1:${account}:function:guard`;
  return cloud.apigateway.createAuthorizer({
    restApiId: api.id,
    name: 'guard',
    type: 'TOKEN',
    identitySource: 'method.request.header.Authorization',
    authorizerUri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${fn}/invocations`,
    authorizerCredentials: `arn:aws:iam::${account}:role/api`,
    authorizerResultTtlInSeconds: ttl,
  }).id!;
}
