import { check, Cloud, minutes } from 'desired-capacity';
import { routes, settings } from './leak.starter.ts';

const cloud = new Cloud();
let asked = 0;
cloud.serve('shop.example', ({ path, rawQuery, headers }) => {
  asked += 1;
  const of = (wanted: string) =>
    headers.find(([name]) => name === wanted)?.[1] ?? '';
  return {
    status: 200,
    body: [path, rawQuery, of('X-Group'), of('Who')].join(' '),
  };
});
const api = cloud.apigateway.build('shop', routes);
api.set(settings);
await cloud.run(minutes(4));

const price = async (product: string, currency: string, group: string) =>
  (
    await api.request({
      path: `/prices/${product}?currency=${currency}`,
      headers: { 'X-Group': group },
    })
  ).text();
const me = async (Who: string) =>
  (await api.request({ path: '/me', headers: { Who } })).text();
const first = await price('7', 'EUR', 'a');
check('another product has a price of its own', (await price('8', 'EUR', 'a')) !== first); // prettier-ignore
check('another currency too', (await price('7', 'USD', 'a')) !== first);
check('another group too', (await price('7', 'EUR', 'b')) !== first);
const before = asked;
check('the same again comes from the cache', (await price('7', 'EUR', 'a')) === first && asked === before); // prettier-ignore
await me('anna');
check('nobody gets the page of another', (await me('ben')).endsWith('ben'));
