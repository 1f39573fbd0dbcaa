import type { Cloud, Shell } from 'desired-capacity';

/** An API, deployed as prod, before a web site; and a function named cats. */
export function setUp(cloud: Cloud, { variables }: Shell): void {
  cloud.serve('blog.example', () => ({ status: 200, body: 'A blog' }));
  const api = cloud.apigateway.build('prices', {});
  api.route('GET /', { http: 'https://blog.example/' });
  api.deploy();
  const { items } = cloud.apigateway.getResources({ restApiId: api.id });
  variables.set('api', api.id);
  variables.set('resource', items![0]!.id!);
  cloud.lambda.createFunction({
    functionName: 'cats',
    code: () => () => ({ statusCode: 200, body: 'mew' }),
  });
  variables.set('function_arn', cloud.arn('lambda', 'function:cats'));
}
