import { parseArn, within } from '../../cloud/index.ts';
import { badRequest, conflict, limitExceeded, notFound } from './errors.ts';
import { apiGatewayLimits as limits } from './limits.ts';
import { page, Part } from './part.ts';
import { number, patched, text, type Patches } from './patch.ts';
import type { RestApiState } from './rest-api.ts';
import type { Authorizer, Input, Output } from './schema.ts';

/** Who decides whether a request may call a method. */
export class Authorizers extends Part {
  createAuthorizer({ restApiId, ...given }: Input<'CreateAuthorizer'>): Output<'CreateAuthorizer'> {
    const api = this.api(restApiId);
    if (api.authorizers.size >= this.gateway.quota(limits.authorizers)) throw limitExceeded('Maximum number of authorizers reached for this API'); // prettier-ignore
    if ([...api.authorizers.values()].some(({ name }) => name === given.name)) throw conflict('Authorizer name must be unique. Authorizer ' + given.name + ' already exists in this RestApi.'); // prettier-ignore
    const authorizer: Authorizer = {
      id: this.gateway.id(6),
      ...given,
      authType: given.authType ?? (given.type === 'COGNITO_USER_POOLS' ? 'cognito_user_pools' : 'custom'),
      authorizerResultTtlInSeconds: given.authorizerResultTtlInSeconds ?? limits.authorizerTtl.default,
    };
    api.authorizers.set(authorizer.id!, checked(authorizer));
    return authorizer;
  }

  getAuthorizer({ restApiId, authorizerId }: Input<'GetAuthorizer'>): Output<'GetAuthorizer'> {
    return authorizerOf(this.api(restApiId), authorizerId);
  }

  getAuthorizers({ restApiId, ...paging }: Input<'GetAuthorizers'>): Output<'GetAuthorizers'> {
    return page([...this.api(restApiId).authorizers.values()], paging);
  }

  updateAuthorizer(input: Input<'UpdateAuthorizer'>): Output<'UpdateAuthorizer'> {
    const api = this.api(input.restApiId);
    const next = patched(authorizerOf(api, input.authorizerId), input.patchOperations, PATCHES);
    api.authorizers.set(input.authorizerId, checked(next));
    return next;
  }

  deleteAuthorizer({ restApiId, authorizerId }: Input<'DeleteAuthorizer'>): Output<'DeleteAuthorizer'> {
    const api = this.api(restApiId);
    authorizerOf(api, authorizerId);
    for (const { path, methods } of api.resources.values())
      for (const method of methods.values())
        if (method.authorizerId === authorizerId) throw conflict(`Cannot delete authorizer '${authorizerId}', is referenced in method: ${path}/${method.httpMethod}`); // prettier-ignore
    api.authorizers.delete(authorizerId);
    return {};
  }
}

function authorizerOf({ authorizers }: RestApiState, id: string): Authorizer {
  const found = authorizers.get(id);
  if (!found) throw notFound('Invalid Authorizer identifier specified');
  return found;
}

/** What an ARN of API Gateway calls: the function whose ARN is in it. */
export const functionIn = (uri: string): string | undefined =>
  /:lambda:path\/[^/]+\/functions\/(.+)\/invocations$/.exec(uri)?.[1];

function checked(authorizer: Authorizer): Authorizer {
  const { type, authorizerUri = '', identitySource, providerARNs = [], authorizerResultTtlInSeconds: ttl = 0 } = authorizer; // prettier-ignore
  if (!within(limits.authorizerTtl, ttl)) throw badRequest(`Authorizer result TTL must be between ${limits.authorizerTtl.min} and ${limits.authorizerTtl.max} seconds`); // prettier-ignore
  if (type === 'COGNITO_USER_POOLS') {
    if (providerARNs.length === 0) throw badRequest('At least one provider ARN must be specified for a COGNITO_USER_POOLS authorizer'); // prettier-ignore
    if (providerARNs.some((arn) => parseArn(arn)?.service !== 'cognito-idp')) throw badRequest('Invalid ARN specified in the request'); // prettier-ignore
  } else if (functionIn(authorizerUri) === undefined) {
    throw badRequest(`Invalid Authorizer URI: ${authorizerUri}. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.`); // prettier-ignore
  }
  if (identitySource === undefined && (type === 'TOKEN' || (type === 'REQUEST' && ttl > 0))) throw badRequest('Identity source must be specified'); // prettier-ignore
  return authorizer;
}

const PATCHES: Patches<Authorizer> = {
  '/name': text('name'),
  '/authorizerUri': text('authorizerUri'),
  '/authorizerCredentials': text('authorizerCredentials', ['replace', 'remove']),
  '/identitySource': text('identitySource'),
  '/identityValidationExpression': text('identityValidationExpression', ['replace', 'remove']),
  '/authorizerResultTtlInSeconds': number('authorizerResultTtlInSeconds'),
};
