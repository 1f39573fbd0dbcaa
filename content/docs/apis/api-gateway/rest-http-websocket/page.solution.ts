import type { HttpApiOptions } from 'desired-capacity/apigatewayv2';

export const cors: NonNullable<HttpApiOptions['cors']> = {
  allowOrigins: ['https://shop.example'],
  allowMethods: ['PUT'],
  allowHeaders: ['content-type'],
};
