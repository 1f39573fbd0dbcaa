import type { Routes } from 'desired-capacity/apigateway';

export const routes: Routes = {
  'GET /prices/{product}': {
    http: 'https://shop.example/prices/{product}',
    requestParameters: {
      'method.request.querystring.currency': true,
      'method.request.header.X-Group': true,
    },
    integration: {
      cacheKeyParameters: [
        'method.request.path.product',
        'method.request.querystring.currency',
        'method.request.header.X-Group',
      ],
    },
  },
  'GET /me': { http: 'https://shop.example/me' },
};

export const settings = {
  '/cacheClusterEnabled': true,
  '/*/*/caching/enabled': true,
  '/~1me/GET/caching/enabled': false,
};
