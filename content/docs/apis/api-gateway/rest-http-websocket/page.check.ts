import { check, Cloud } from 'desired-capacity';
import { cors } from './page.starter.ts';

const cloud = new Cloud();
cloud.lambda.createFunction({
  functionName: 'save',
  code: () => () => ({ statusCode: 200, body: '{}' }),
});
const routes = { 'PUT /': { lambda: 'save' } };
const api = cloud.apigatewayv2.build('shop', routes, { cors });

const asked = async (Origin: string) => {
  const { headers } = await api.request({
    method: 'OPTIONS',
    headers: {
      Origin,
      'Access-Control-Request-Method': 'PUT',
      'Access-Control-Request-Headers': 'content-type',
    },
  });
  const of = (name: string) =>
    (headers.get(`access-control-allow-${name}`) ?? '').toLowerCase();
  return { origin: of('origin'), put: of('methods').includes('put'), json: of('headers').includes('content-type') }; // prettier-ignore
};
const shop = await asked('https://shop.example');
const other = await asked('https://evil.example');
const Origin = 'https://shop.example';
const put = await api.request({ method: 'PUT', headers: { Origin } });
check('the page of the shop may ask', shop.origin === Origin);
check('it may PUT', shop.put);
check('it may send JSON', shop.json);
check('it may read the answer', put.headers.get('access-control-allow-origin') === Origin); // prettier-ignore
check('no other page may', !['*', 'https://evil.example'].includes(other.origin)); // prettier-ignore
