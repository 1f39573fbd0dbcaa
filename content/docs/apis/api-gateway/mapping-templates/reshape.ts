import { check, Cloud, table } from 'desired-capacity';

// #region an old back end
// An old back end wants XML-like names and knows nothing of our pages.
const cloud = new Cloud();
const got: string[] = [];
cloud.serve('legacy.example', ({ body }) => {
  got.push(new TextDecoder().decode(body));
  return {
    status: 200,
    body: '{"CUST": {"NO": "007", "FIRST": "Anna", "VIP": "Y"}}',
  };
});
// #endregion

const api = cloud.apigateway.build('customers', {
  'POST /customers': {
    integration: {
      // #region where it is
      type: 'HTTP',
      integrationHttpMethod: 'POST',
      uri: 'https://legacy.example/create',
      // #endregion
      requestTemplates: {
        'application/json': `{
          "NAME": $input.json('$.name'),
          "TAGS": [#foreach($tag in $input.path('$.tags'))"$tag"#if($foreach.hasNext),#end#end],
          "SOURCE": "$context.identity.sourceIp"
        }`,
      },
    },
    responses: {
      '201': {
        responseTemplates: {
          'application/json': `#set($c = $input.path('$.CUST'))
{ "id": "$c.NO", "name": "$c.FIRST", "vip": #if($c.VIP == "Y")true#{else}false#end }`,
        },
      },
    },
  },
});

// #region a request, what each side sees, and the checks
const body = { name: 'Anna', tags: ['new', 'web'] };
const response = await api.request({
  path: '/customers',
  method: 'POST',
  body,
});

const plain = (text: string) => JSON.stringify(JSON.parse(text) as unknown);
table('Two sides', [
  { who: 'the client sends', sees: JSON.stringify(body) },
  { who: 'the back end gets', sees: plain(got[0]!) },
  { who: 'the client gets', sees: plain(response.text()) },
]);
check(
  'the back end gets the names that it wants',
  plain(got[0]!) ===
    '{"NAME":"Anna","TAGS":["new","web"],"SOURCE":"203.0.113.10"}',
);
check(
  'the client gets a shape and a status of its own',
  response.status === 201 &&
    plain(response.text()) === '{"id":"007","name":"Anna","vip":true}',
);
// #endregion
