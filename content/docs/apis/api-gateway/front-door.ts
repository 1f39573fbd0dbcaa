import { check, Cloud, table } from 'desired-capacity';
import { openShop, toQueue } from './shop.ts';

const cloud = new Cloud();
const orders = openShop(cloud);

// One address, and behind it four back ends of four kinds.
const api = cloud.apigateway.build('shop', {
  'GET /products/{id}': { lambda: 'product' },
  'GET /blog/{page}': { http: 'https://blog.example/{page}' },
  'POST /orders': toQueue('orders'),
  'GET /health': { mock: '{"healthy": true}' },
});

const ask = async (method: string, path: string) => {
  const body = method === 'POST' ? { product: 7 } : undefined;
  const response = await api.request({ method, path, body });
  const { status } = response;
  return { request: `${method} ${path}`, status, answer: response.text() };
};
const answers = [
  await ask('GET', '/products/7'),
  await ask('GET', '/blog/cats'),
  await ask('POST', '/orders'),
  await ask('GET', '/health'),
  await ask('GET', '/prices'),
];

// #region the table and the checks
table('One address', answers);
const [message] = await orders.receiveMessage({ waitTimeSeconds: 1 });
const status = answers.map((one) => one.status);
check('a function answers', answers[0]!.answer === '{"product":"7"}');
check('a web server answers', answers[1]!.answer === '<h1>cats</h1>');
check(
  'an order goes into the queue, and no function is needed for it',
  status[2] === 202 && message!.body === '{"product":7}',
);
check('a mock answers by itself', status[3] === 200);
check('what no method stands for is 403', status[4] === 403);
// #endregion
