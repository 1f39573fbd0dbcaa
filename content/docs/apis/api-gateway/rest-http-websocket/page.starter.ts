import type { HttpApiOptions } from 'desired-capacity/apigatewayv2';

// The shop's page, at https://shop.example, sends PUT with JSON to this API.
// Its browser refuses. Let this page do it, and no other. Your turn.
export const cors: NonNullable<HttpApiOptions['cors']> = {
  allowOrigins: ['https://www.example'],
  allowMethods: ['GET'],
};
