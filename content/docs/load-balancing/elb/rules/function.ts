import { check, Cloud, table } from 'desired-capacity';

const fails = false; // knob the function fails: true | false

const cloud = new Cloud();
const elb = cloud.elasticloadbalancingv2;
// A function that says what it got.
let event: Record<string, unknown> = {};
cloud.lambda.createFunction({
  functionName: 'hello',
  code: () => (input) => {
    event = input as typeof event;
    if (fails) throw new Error('a bug');
    return {
      statusCode: 200,
      headers: { 'content-type': 'text/plain' },
      body: `Hello from ${event['path'] as string}`,
    };
  },
});
const functionArn = `arn:aws:lambda:us-east-1:${cloud.account}:function:hello`;
cloud.lambda.addPermission({
  ...{ functionName: 'hello', statementId: 'balancer' },
  ...{ action: 'lambda:InvokeFunction' },
  principal: 'elasticloadbalancing.amazonaws.com',
});
const web = elb.balancer('web', { targets: [functionArn] });
await web.until('active');
const answer = await web.request({ path: '/greet?name=Ada' });
table('What the function gets', [
  { member: 'httpMethod', value: String(event['httpMethod']) },
  { member: 'path', value: String(event['path']) },
  {
    member: 'queryStringParameters',
    value: JSON.stringify(event['queryStringParameters']),
  },
]);
table('What the client gets', [
  { what: 'answer', status: answer.status, body: String(answer.body ?? '') },
]);
check(
  'the request has become an event',
  event['httpMethod'] === 'GET' && event['path'] === '/greet',
);
check(
  'and the answer a response',
  answer.status === 200 && answer.body === 'Hello from /greet',
);
