import { check, Cloud } from 'desired-capacity';
import { priorities } from './order.starter.ts';

const cloud = new Cloud();
const elb = cloud.elasticloadbalancingv2;
const shop = cloud.ec2.launch({ application: {} });
const web = elb.balancer('web', { targets: shop });
const [listenerArn] = web.listeners.keys();
const field = (name: string, value: string) => ({
  field: name,
  values: [value],
});
const post = {
  field: 'http-request-method',
  httpRequestMethodConfig: { values: ['POST'] },
};
const conditions = {
  writers: post,
  orders: field('path-pattern', '/orders/*'),
  report: field('path-pattern', '/orders/report'),
  internal: field('host-header', 'internal.example.com'),
};
for (const [name, condition] of Object.entries(conditions))
  elb.createRule({
    listenerArn: listenerArn!,
    priority: priorities[name as keyof typeof priorities],
    conditions: [condition],
    actions: [
      {
        type: 'fixed-response',
        fixedResponseConfig: { statusCode: '200', messageBody: name },
      },
    ],
  });
await web.until('healthy');
const who = async (method: string, host: string, path: string) => {
  const { body } = await web.request({ method, host, path });
  return body;
};
const out = 'www.example.com';
const within = 'internal.example.com';
check('the report comes from the report', (await who('GET', out, '/orders/report')) === 'report'); // prettier-ignore
check('an order is written by the orders', (await who('POST', out, '/orders/7')) === 'orders'); // prettier-ignore
check('another form goes to the writers', (await who('POST', out, '/letters')) === 'writers'); // prettier-ignore
check('inside, everything is internal', (await who('POST', within, '/orders/report')) === 'internal'); // prettier-ignore
