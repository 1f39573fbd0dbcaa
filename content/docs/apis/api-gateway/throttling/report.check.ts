import { check, Cloud } from 'desired-capacity';
import { settings } from './report.starter.ts';

const cloud = new Cloud();
const api = cloud.apigateway.build('shop', {
  'GET /prices': { mock: '{}' },
  'GET /report': { mock: '{}' },
});
api.set(settings);

const passed = async (path: string, count: number) => {
  const all = Array.from({ length: count }, () => api.request({ path }));
  const answers = await Promise.all(all);
  return answers.filter(({ status }) => status === 200).length;
};
const prices = await passed('/prices', 100);
const reports = await passed('/report', 10);
await cloud.run(1);
const later = await passed('/report', 10);
check('a hundred prices at once pass', prices === 100);
check('of ten reports at once two pass', reports === 2);
check('a second later one more passes', later === 1);
