import { check, Cloud, table } from 'desired-capacity';

const size = 11; // knob 1..20 unit MB

// A film is uploaded: through the gateway, and around it.
const cloud = new Cloud();
const megabyte = 1024 * 1024;
// #region a server of films, and a store that wants a permit
const stored: { via: string; bytes: number }[] = [];
cloud.serve('films.example', ({ body }) => {
  stored.push({ via: 'the gateway', bytes: body.length });
  return { status: 200 };
});
// A store that takes what comes with a permit of the API's.
cloud.serve('store.example', ({ rawQuery, body }) => {
  if (rawQuery !== 'permit=abc') return { status: 403 };
  stored.push({ via: 'the store itself', bytes: body.length });
  return { status: 200 };
});
// A function that gives out permits.
cloud.lambda.createFunction({
  functionName: 'sign',
  code: () => () => ({
    statusCode: 200,
    body: JSON.stringify({ url: 'https://store.example/?permit=abc' }),
  }),
});
// #endregion
const api = cloud.apigateway.build('films', {
  'PUT /films': { http: 'https://films.example/' },
  'POST /permits': { lambda: 'sign' },
});

const film = new Uint8Array(size * megabyte);
const through = await api.request({
  path: '/films',
  method: 'PUT',
  body: film,
});
const permit = await api.request({ path: '/permits', method: 'POST' });
const { url } =
  permit.status === 200
    ? permit.json<{ url: string }>()
    : { url: 'https://store.example/' };
const around = await cloud.fetch(url, { method: 'PUT', body: film });

// #region the table and the checks
table('Two ways for a film', [
  { way: 'through the gateway', status: through.status },
  { way: 'around it, with a permit', status: around.status },
]);
check(
  'what is larger than 10 MB does not pass the gateway',
  size > 10 === (through.status === 413),
);
check(
  'with a permit the client uploads past it',
  around.status === 200 && stored.at(-1)!.bytes === film.length,
);
// #endregion
