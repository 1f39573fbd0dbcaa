import { check, Cloud, table } from 'desired-capacity';

// A page of https://shop.example wants to PUT something to the API.
const cloud = new Cloud();
cloud.lambda.createFunction({
  functionName: 'save',
  code: () => () => ({ statusCode: 200, body: '{}' }),
});
const rest = cloud.apigateway.build('api', { 'PUT /': { lambda: 'save' } });
const routes = { 'PUT /': { lambda: 'save' } };
const cors = {
  allowOrigins: ['https://shop.example'],
  allowMethods: ['PUT'],
};
const http = cloud.apigatewayv2.build('api', routes, { cors });

const Origin = 'https://shop.example';
const asks = { Origin, 'Access-Control-Request-Method': 'PUT' };
const rows = [];
for (const [name, api] of Object.entries({ REST: rest, HTTP: http })) {
  const before = await api.request({ method: 'OPTIONS', headers: asks });
  const put = await api.request({ method: 'PUT', headers: { Origin } });
  // #region what the browser makes of the answers
  const allowed = (response: typeof put) =>
    response.headers.get('access-control-allow-origin') ?? 'none';
  rows.push({
    api: name,
    'preflight is answered': before.status,
    'origin allowed': allowed(before),
    'PUT is answered': put.status,
    'page may read it': allowed(put) === Origin ? 'yes' : 'no',
  });
  // #endregion
}

// #region the table and the checks
table('A page of another origin', rows);
check(
  'an HTTP API with CORS answers the preflight and lets the page read',
  rows[1]!['preflight is answered'] === 204 &&
    rows[1]!['page may read it'] === 'yes',
);
check(
  'a REST API does neither by itself',
  rows[0]!['preflight is answered'] === 403 &&
    rows[0]!['page may read it'] === 'no',
);
// #endregion
