import type { Routes } from 'desired-capacity/apigateway';

// Prices depend on the product in the path, on the currency in the query
// and on the customer's group in a header. The cache serves them to the
// wrong people. And /me must not be cached at all. Your turn.
export const routes: Routes = {
  'GET /prices/{product}': {
    http: 'https://shop.example/prices/{product}',
    requestParameters: {
      'method.request.querystring.currency': true,
      'method.request.header.X-Group': true,
    },
    integration: { cacheKeyParameters: [] },
  },
  'GET /me': { http: 'https://shop.example/me' },
};

export const settings = {
  '/cacheClusterEnabled': true,
  '/*/*/caching/enabled': true,
};
