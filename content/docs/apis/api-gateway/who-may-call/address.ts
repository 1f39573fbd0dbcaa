import { check, Cloud, table } from 'desired-capacity';

// A resource policy decides before all else: here by the address.
const statement = (Effect: string, Condition?: object) => ({
  Effect,
  Principal: '*',
  Action: 'execute-api:Invoke',
  Resource: '*',
  ...(Condition && { Condition }),
});
const office = '192.0.2.0/24'; // knob '192.0.2.0/24' | '198.51.100.0/24' | '0.0.0.0/0'
const outside = { NotIpAddress: { 'aws:SourceIp': office } };
const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [statement('Allow'), statement('Deny', outside)],
});

const cloud = new Cloud();
const api = cloud.apigateway.build(
  'staff',
  { 'GET /': { mock: '{}' } },
  { policy },
);
// #region two requests, the table and the checks
const rows = [];
for (const sourceIp of ['192.0.2.17', '198.51.100.7']) {
  const response = await api.request({ sourceIp });
  const { Message = '' } = response.json<{ Message?: string }>();
  const message = Message.replace(/.* on resource: \S+/, '…');
  rows.push({ from: sourceIp, status: response.status, message });
}

table('From the office, and from elsewhere', rows);
check('the office gets in', rows[0]!.status === 200);
check(
  'others are denied, and told so',
  rows[1]!.status === 403 && rows[1]!.message.includes('explicit deny'),
);
// #endregion
