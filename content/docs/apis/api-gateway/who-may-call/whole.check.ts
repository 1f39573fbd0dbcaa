import { check, Cloud } from 'desired-capacity';
import { addGuard } from './guard.ts';
import { resource } from './whole.starter.ts';

const cloud = new Cloud();
const api = cloud.apigateway.build('shop', {});
const authorizerId = addGuard(cloud, api, () => true, resource);
const guarded = { authorizationType: 'CUSTOM', authorizerId };
api.route('GET /cats/{id}', { mock: '{}', ...guarded });
api.route('POST /cats', { mock: '{}', ...guarded });
api.deploy();

const ask = async (method: string, path: string) => {
  const headers = { Authorization: 'anna' };
  return (await api.request({ path, method, headers })).status;
};
check('the first request passes', (await ask('GET', '/cats/7')) === 200);
check('another cat too', (await ask('GET', '/cats/8')) === 200);
check('another method too', (await ask('POST', '/cats')) === 200);
const arn = 'arn:aws:execute-api:us-east-1:123456789012:abc/prod/GET/cats/7';
check('it names this API and this stage alone', resource(arn).startsWith('arn:aws:execute-api:us-east-1:123456789012:abc/prod/')); // prettier-ignore
