import type { Cloud } from 'desired-capacity';
import type { Route } from 'desired-capacity/apigateway';

/** The parts of a shop: a function, a web server and a queue. */
export function openShop(cloud: Cloud) {
  cloud.apigateway.model.overhead = 0.005;
  cloud.lambda.createFunction({
    functionName: 'product',
    code: () => (event: { pathParameters: { id: string } }) => ({
      statusCode: 200,
      body: JSON.stringify({ product: event.pathParameters.id }),
    }),
  });
  cloud.serve('blog.example', ({ path }) => ({
    status: 200,
    headers: [['content-type', 'text/html']],
    body: `<h1>${path.slice(1)}</h1>`,
  }));
  return cloud.sqs.createQueue('orders');
}

/** A method that sends its body to a queue, without a function. */
export function toQueue(name: string): Route {
  const account = '123456789012';
  return {
    integration: {
      type: 'AWS',
      integrationHttpMethod: 'POST',
      uri: `arn:aws:apigateway:us-east-1:sqs:path/${account}/${name}`,
      credentials: `arn:aws:iam::${account}:role/api-may-send`,
      requestTemplates: {
        'application/json':
          'Action=SendMessage&MessageBody=$util.urlEncode($input.body)',
      },
    },
    responses: {
      '202': { responseTemplates: { 'application/json': '{"taken": true}' } },
    },
  };
}
