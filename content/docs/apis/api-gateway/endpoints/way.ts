import { check, Cloud, table } from 'desired-capacity';

const home = 'eu-central-1'; // knob Region of the API: 'eu-central-1' | 'us-east-1' | 'ap-southeast-2'

// A client somewhere opens a connection to an API, and asks once.
async function milliseconds(endpoint: 'EDGE' | 'REGIONAL', from: string) {
  const cloud = new Cloud({ region: home });
  const api = cloud.apigateway.build(
    'shop',
    { 'GET /': { mock: '{}' } },
    { endpoint },
  );
  const { headers } = await api.request({ from });
  const edge = headers.get('x-amz-cf-pop') ?? 'none';
  return { ms: Math.round(cloud.now * 1000), edge };
}

// #region a client in each city, the table and the checks
const cities = { FRA: 'Frankfurt', JFK: 'New York', SYD: 'Sydney' };
let [bare, nearby] = [true, true];
const rows = [];
for (const [code, city] of Object.entries(cities)) {
  const regional = await milliseconds('REGIONAL', code);
  const optimised = await milliseconds('EDGE', code);
  rows.push({
    client: city,
    'Regional (ms)': regional.ms,
    'edge-optimised (ms)': optimised.ms,
    'edge location': optimised.edge,
  });
  bare &&= regional.edge === 'none';
  nearby &&= optimised.edge === code;
}
table('Until the first answer', rows);
const [near, , far] = rows;
check('a Regional API is reached without CloudFront', bare);
check(
  'the nearest edge location passes an edge-optimised API’s requests on',
  nearby,
);
check(
  'far clients gain by an edge location',
  home !== 'eu-central-1' ||
    far!['edge-optimised (ms)'] < far!['Regional (ms)'] / 2,
);
check(
  'the API stays in its Region: who is near it waits less, with edge locations too',
  home !== 'eu-central-1' ||
    near!['edge-optimised (ms)'] < far!['edge-optimised (ms)'],
);
check(
  'clients in the Region gain nothing',
  home !== 'eu-central-1' ||
    near!['Regional (ms)'] < near!['edge-optimised (ms)'],
);
// #endregion
