import { check, Cloud } from 'desired-capacity';
import { customize } from './honest.starter.ts';

const cloud = new Cloud();
const api = cloud.apigateway.build('shop', {
  'GET /cats': { mock: '{}', apiKeyRequired: true },
  'GET /dogs': { http: 'https://gone.example/' },
});
customize(cloud.apigateway, api.id);
api.deploy();

const typo = await api.request({ path: '/cat' });
const noKey = await api.request({ path: '/cats' });
const gone = await api.request({ path: '/dogs' });
const open = (response: typeof typo) =>
  response.headers.get('access-control-allow-origin') === '*';
check('a path that is not there is 404', typo.status === 404);
check('the body names the path', typo.text().includes('/prod/cat'));
check('so does a page of another origin see it', open(typo));
check('a missing key is 403 as before', noKey.status === 403);
check('and a page sees it', open(noKey));
check('a dead back end is 504, and a page sees it', gone.status === 504 && open(gone)); // prettier-ignore
