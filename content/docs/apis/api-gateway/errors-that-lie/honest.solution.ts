import type { ApiGateway } from 'desired-capacity/apigateway';

const origin = {
  'gatewayresponse.header.Access-Control-Allow-Origin': "'*'",
};

export function customize(gateway: ApiGateway, restApiId: string) {
  gateway.putGatewayResponse({
    restApiId,
    responseType: 'MISSING_AUTHENTICATION_TOKEN',
    statusCode: '404',
    responseParameters: origin,
    responseTemplates: {
      'application/json': '{"message": "There is no $context.path"}',
    },
  });
  for (const responseType of ['DEFAULT_4XX', 'DEFAULT_5XX'] as const)
    gateway.putGatewayResponse({
      restApiId,
      responseType,
      responseParameters: origin,
    });
}
