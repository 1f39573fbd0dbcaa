import { check, Cloud } from 'desired-capacity';
import { changes } from './promote.starter.ts';

const cloud = new Cloud();
for (const name of ['old', 'new'])
  cloud.serve(`${name}.example`, ({ path }) => ({
    status: 200,
    body: `${name} ${path}`,
  }));
const http = 'https://${stageVariables.host}/one';
const variables = { host: 'old.example' };
const api = cloud.apigateway.build('shop', { 'GET /': { http } }, { variables }); // prettier-ignore
api.route('GET /second', { http: 'https://${stageVariables.host}/two' });
api.deploy('prod', {
  canarySettings: {
    percentTraffic: 10,
    stageVariableOverrides: { host: 'new.example' },
  },
});
cloud.apigateway.updateStage({
  restApiId: api.id,
  stageName: 'prod',
  patchOperations: changes,
});
const texts = new Set<string>();
for (let i = 0; i < 30; i += 1)
  texts.add((await api.request({ path: '/second' })).text());
const first = (await api.request()).text();
const stage = cloud.apigateway.getStage({ restApiId: api.id, stageName: 'prod' }); // prettier-ignore
check('everybody meets the new deployment', [...texts].every((text) => text.endsWith('/two'))); // prettier-ignore
check('everybody meets the new back end', first.startsWith('new'));
check('the canary has ended', stage.canarySettings === undefined);
