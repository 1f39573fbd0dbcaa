import type { ApiGateway } from 'desired-capacity/apigateway';

// The shop's clients are programs. They want 404 where there is no such
// path, with the path in the body; and every error of the gateway's own
// shall say Access-Control-Allow-Origin: *. Your turn.
export function customize(gateway: ApiGateway, restApiId: string) {
  gateway.putGatewayResponse({
    restApiId,
    responseType: 'RESOURCE_NOT_FOUND',
    statusCode: '404',
  });
}
