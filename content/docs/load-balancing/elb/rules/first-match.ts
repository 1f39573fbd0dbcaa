import { check, Cloud, HttpClient, table } from 'desired-capacity';

const path = '/orders/*'; // knob path of the order service: '/orders/*' | '/orders*' | '/ORDERS/*'
const blogFirst = true; // knob blog before orders: true | false

// #region a listener, and short words for conditions and actions
const cloud = new Cloud();
const elb = cloud.elasticloadbalancingv2;
const shop = cloud.ec2.launch({ application: {} });
const web = elb.balancer('web', { targets: shop });
const listenerArn = [...web.listeners.keys()][0]!;
const field = (name: string, ...values: string[]) => ({
  field: name,
  values,
});
const method = (...values: string[]) => ({
  field: 'http-request-method',
  httpRequestMethodConfig: { values },
});
const query = (key: string, value: string) => ({
  field: 'query-string',
  queryStringConfig: { values: [{ key, value }] },
});
const header = (httpHeaderName: string, ...values: string[]) => ({
  field: 'http-header',
  httpHeaderConfig: { httpHeaderName, values },
});
// Services that answer by themselves, so that one sees which rule decided.
const says = (messageBody: string) => ({
  type: 'fixed-response' as const,
  fixedResponseConfig: { statusCode: '200', messageBody },
});
const redirect = (to: string) => ({
  type: 'redirect' as const,
  redirectConfig: { statusCode: 'HTTP_301' as const, path: to },
});
// #endregion
const rules = [
  [field('path-pattern', path), says('orders')],
  [field('host-header', '*.example.com'), says('blog')],
  [method('POST'), says('writers')],
  [query('category', 'books'), says('books')],
  [header('x-environment', 'staging'), says('staging')],
  [field('path-pattern', '/old/*'), redirect('/new/#{path}')],
] as const;
rules.forEach(([condition, action], i) => {
  const early = condition.field === 'host-header' && blogFirst;
  elb.createRule({
    listenerArn,
    priority: early ? 1 : 10 * (i + 1),
    conditions: [condition],
    actions: [action],
  });
});
await web.until('healthy');

// #region requests, and who answers them
const client = new HttpClient(cloud);
const requests = {
  'GET example.com/orders/7': {},
  'GET example.com/orders': {},
  'GET example.com/Orders/7': {},
  'GET blog.example.com/orders/7': {},
  'GET BLOG.example.com/': {},
  'POST example.com/': {},
  'GET example.com/?category=books': {},
  'GET example.com/ with x-environment: staging': {
    'x-environment': 'staging',
  },
  'GET example.com/old/page': {},
  'GET example.com/anything': {},
};
const rows: { request: string; 'answered by': string }[] = [];
for (const [request, headers] of Object.entries(requests)) {
  const [, method, host, target] = /^(\w+) ([^/]+)(\/\S*)/.exec(request)!;
  const outcome = await client.request({
    host: web.dnsName,
    method: method!,
    path: target!,
    headers: new Map(Object.entries({ host: host!, ...headers })),
  });
  if (outcome.kind !== 'response') continue;
  const { status, body, headers: back } = outcome.response;
  const by =
    status === 301
      ? `redirect to ${back?.get('location')}`
      : typeof body === 'string'
        ? body
        : 'shop, by the default rule';
  rows.push({ request, 'answered by': by });
}
table('Who answers', rows);
const answers = new Map(rows.map((row) => [row.request, row['answered by']]));
check(
  'the first rule that holds decides',
  answers.get('GET blog.example.com/orders/7') === 'blog',
);
check(
  'a path leads to its service',
  answers.get('GET example.com/orders/7') === 'orders',
);
check(
  'a path has to match in its case',
  /default/.test(answers.get('GET example.com/Orders/7')!),
);
check('a host does not', answers.get('GET BLOG.example.com/') === 'blog');
check(
  '*.example.com is not example.com',
  answers.get('POST example.com/') === 'writers',
);
// #endregion
