import { check, Cloud } from 'desired-capacity';
import { template } from './order.starter.ts';

interface Order {
  customer?: string;
  articles?: string[];
  count?: number;
}

const cloud = new Cloud();
let got = '';
cloud.serve('orders.example', ({ body }) => {
  got = new TextDecoder().decode(body);
  return { status: 200, body: '{}' };
});
const api = cloud.apigateway.build('orders', {
  'POST /': {
    integration: {
      type: 'HTTP',
      integrationHttpMethod: 'POST',
      uri: 'https://orders.example/',
      requestTemplates: { 'application/json': template },
    },
    responses: { '200': {} },
  },
});
async function sent(order: object): Promise<Order> {
  got = '';
  await api.request({ method: 'POST', body: order });
  try {
    return JSON.parse(got) as Order;
  } catch {
    return {};
  }
}
const two = await sent({ who: 'Anna "A"', items: [{ sku: 'a1', n: 2 }, { sku: 'b2', n: 1 }] }); // prettier-ignore
const none = await sent({ who: 'Ben', items: [] });
check('the customer comes through, quotes and all', two.customer === 'Anna "A"'); // prettier-ignore
check('so do the articles, in order', two.articles?.join() === 'a1,b2');
check('and their number', two.count === 2);
check('an order of nothing is JSON too', none.articles?.length === 0 && none.count === 0); // prettier-ignore
