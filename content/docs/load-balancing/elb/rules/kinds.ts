import { check, Cloud, HttpClient, table } from 'desired-capacity';

const stock: string = 'private'; // knob address of the stock: 'private' | 'public'

const cloud = new Cloud();
const elb = cloud.elasticloadbalancingv2;
const [machine] = cloud.ec2.launch();
const [other] = cloud.ec2.launch({ application: {} });
// #region two applications on one machine, and a function
const says = (body: string) => () => ({ status: 200, body });
cloud.ec2.endpoints.listen(`${machine!.id}:80`, says('the shop'));
cloud.ec2.endpoints.listen(`${machine!.id}:8081`, says('the search'));
cloud.lambda.createFunction({
  functionName: 'login',
  code: () => () => ({ statusCode: 200, body: 'the login' }),
});
cloud.lambda.addPermission({
  ...{ functionName: 'login', statementId: 'balancer' },
  ...{ action: 'lambda:InvokeFunction' },
  principal: 'elasticloadbalancing.amazonaws.com',
});
const functionArn = `arn:aws:lambda:us-east-1:${cloud.account}:function:login`;
// #endregion
const address =
  stock === 'private' ? other!.privateAddress : other!.publicAddress!;
const web = elb.balancer('web', { targets: [machine!] });
const groups = {
  '/search': elb.group('search', { targets: [machine!], port: 8081 }),
  '/login': elb.group('login', { targets: [functionArn] }),
  '/stock': elb.group('stock', { targetType: 'ip' }),
};
// #region what a registration is answered
const register = (id: string) => {
  try {
    const targetGroupArn = groups['/stock'].arn;
    elb.registerTargets({ targetGroupArn, targets: [{ id }] });
    return 'taken';
  } catch (error) {
    return (error as Error).message;
  }
};
// #endregion
console.log(`${address}: ${register(address)}`);
// #region a rule for each path, and a request to each
const listenerArn = [...web.listeners.keys()][0]!;
Object.entries(groups).forEach(([path, { arn }], i) =>
  elb.createRule({
    listenerArn,
    priority: i + 1,
    conditions: [{ field: 'path-pattern', values: [path] }],
    actions: [{ type: 'forward', targetGroupArn: arn }],
  }),
);
await web.until('active');
await cloud.run(120);
const client = new HttpClient(cloud);
const ask = async (path: string) => {
  const outcome = await client.request({ host: web.dnsName, path });
  if (outcome.kind !== 'response') return 'nothing';
  const { status, body = 'the stock' } = outcome.response;
  return status === 200 ? String(body) : String(status);
};
const answers = {
  '/': await ask('/'),
  '/search': await ask('/search'),
  '/login': await ask('/login'),
  '/stock': await ask('/stock'),
};
// #endregion
// #region the table and the checks
const kinds = {
  '/': 'an instance, port 80',
  '/search': 'the same instance, port 8081',
  '/login': 'a Lambda function',
  '/stock': `a ${stock} address`,
};
table(
  'One balancer, four target groups',
  Object.entries(kinds).map(([path, target]) => ({
    path,
    target,
    answer: answers[path as keyof typeof answers],
  })),
);
check('an instance answers', answers['/'] === 'the shop');
check(
  'two applications of one machine have a group each',
  answers['/search'] === 'the search',
);
check('a function answers', answers['/login'] === 'the login');
check('a private address answers', answers['/stock'] === 'the stock');
check(
  'a public address is no target',
  register('203.0.113.7').includes('in no private range'),
);
// #endregion
