import { check, Cloud, table } from 'desired-capacity';

// One function behind a REST API, and behind an HTTP API.
const cloud = new Cloud();
cloud.lambda.createFunction({
  functionName: 'cats',
  code: () => (event: Record<string, unknown>) => ({
    statusCode: 200,
    body: JSON.stringify(event),
  }),
});
const rest = cloud.apigateway.build('cats', {
  'GET /cats/{id}': { lambda: 'cats' },
});
const http = cloud.apigatewayv2.build('cats', {
  'GET /cats/{id}': { lambda: 'cats' },
});

// #region what is read of an event
interface Event {
  version?: string;
  resource?: string;
  routeKey?: string;
  queryStringParameters?: Record<string, string>;
  headers: Record<string, string>;
  cookies?: string[];
}
// #endregion
const request = {
  path: '/cats/7?tag=a&tag=b',
  headers: { Cookie: 'x=1', 'X-Shop': 'north' },
};
const one = (await rest.request(request)).json<Event>();
const two = (await http.request(request)).json<Event>();

// #region the table and the checks
const row = (event: Event) => ({
  'the tags': event.queryStringParameters!.tag!,
  'header names': Object.keys(event.headers).join(' '),
  cookies: event.cookies?.join(' ') ?? 'among the headers',
  'what was matched': event.resource ?? event.routeKey!,
});
table('What the function gets', [
  { api: 'REST', ...row(one) },
  { api: 'HTTP', ...row(two) },
]);
check(
  'of a name that comes twice, REST shows the last value, HTTP both',
  row(one)['the tags'] === 'b' && row(two)['the tags'] === 'a,b',
);
check(
  'HTTP writes names of headers small, and takes cookies out',
  'x-shop' in two.headers && 'X-Shop' in one.headers && two.cookies?.[0] === 'x=1', // prettier-ignore
);
// #endregion
