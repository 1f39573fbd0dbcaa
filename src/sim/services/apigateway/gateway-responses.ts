import { notFound } from './errors.ts';
import { page, Part } from './part.ts';
import { entries, patched, text, type Patches } from './patch.ts';
import { RESPONSE_TYPES } from './responses/index.ts';
import type { RestApiState } from './rest-api.ts';
import type { GatewayResponse, GatewayResponseType, Input, Output } from './schema.ts';

const TEMPLATES = { 'application/json': '{"message":$context.error.messageString}' };
const TYPES = [...Object.keys(RESPONSE_TYPES), 'DEFAULT_4XX', 'DEFAULT_5XX'].sort() as GatewayResponseType[];

/** What API Gateway answers by itself, by type. */
export class GatewayResponses extends Part {
  putGatewayResponse(input: Input<'PutGatewayResponse'>): Output<'PutGatewayResponse'> {
    const { restApiId, responseType, statusCode, responseParameters, responseTemplates } = input;
    const api = this.api(restApiId);
    const status = statusCode ?? statusOf(responseType);
    const response: GatewayResponse = {
      responseType,
      ...(status !== undefined && { statusCode: status }),
      responseParameters: responseParameters ?? {},
      responseTemplates: responseTemplates ?? TEMPLATES,
      defaultResponse: false,
    };
    api.responses.set(responseType, response);
    return response;
  }

  getGatewayResponse({ restApiId, responseType }: Input<'GetGatewayResponse'>): Output<'GetGatewayResponse'> {
    return responseOf(this.api(restApiId), responseType);
  }

  getGatewayResponses({ restApiId, ...paging }: Input<'GetGatewayResponses'>): Output<'GetGatewayResponses'> {
    const api = this.api(restApiId);
    return page(TYPES.map((type) => responseOf(api, type)), paging); // prettier-ignore
  }

  updateGatewayResponse(input: Input<'UpdateGatewayResponse'>): Output<'UpdateGatewayResponse'> {
    const { restApiId, responseType, patchOperations } = input;
    const api = this.api(restApiId);
    const next = patched(responseOf(api, responseType), patchOperations, PATCHES);
    next.defaultResponse = false;
    api.responses.set(responseType, next);
    return next;
  }

  deleteGatewayResponse({
    restApiId,
    responseType,
  }: Input<'DeleteGatewayResponse'>): Output<'DeleteGatewayResponse'> {
    if (!this.api(restApiId).responses.delete(responseType))
      throw notFound('Gateway response type not defined on api');
    return {};
  }
}

/** A type's own, or that of DEFAULT_4XX or DEFAULT_5XX where the API has set that, or API Gateway's. */
function responseOf({ responses }: RestApiState, responseType: GatewayResponseType): GatewayResponse {
  const own = responses.get(responseType);
  if (own) return own;
  const type = (RESPONSE_TYPES as Record<string, { fallback: string } | undefined>)[responseType];
  const general = type && responses.get(type.fallback);
  const statusCode = general?.statusCode ?? statusOf(responseType);
  return {
    responseType,
    ...(statusCode !== undefined && { statusCode }),
    responseParameters: general?.responseParameters ?? {},
    responseTemplates: general?.responseTemplates ?? TEMPLATES,
    defaultResponse: true,
  };
}

function statusOf(type: GatewayResponseType): string | undefined {
  const found = (RESPONSE_TYPES as Record<string, { statusCode: number } | undefined>)[type];
  return found && String(found.statusCode);
}

const same = (value: string) => value;

const PATCHES: Patches<GatewayResponse> = {
  '/statusCode': text('statusCode', ['replace', 'add', 'remove']),
  '/responseParameters/*': entries('responseParameters', same),
  '/responseTemplates/*': entries('responseTemplates', same),
};
