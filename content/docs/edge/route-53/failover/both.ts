import { check, Cloud, minutes, table } from 'desired-capacity';

const secondaryHasCheck = true; // knob true | false

async function answerWhen(dead: readonly string[]) {
  const cloud = new Cloud();
  const { route53 } = cloud;
  const zone = route53.zone('example.com');
  // #region two servers, their checks, and the pair
  const names = ['primary', 'secondary'] as const;
  names.forEach((name, i) => {
    const address = `192.0.2.${i + 1}`;
    const server = route53.endpoints.listen(`${address}:80`, () => ({
      status: 200,
    }));
    if (dead.includes(name)) server.condition = { kind: 'refuse' };
    const health = route53.healthCheck({ ipAddress: address });
    const checked = name === 'primary' || secondaryHasCheck;
    zone.upsert({
      name: 'www',
      ttl: 60,
      values: address,
      setIdentifier: name,
      failover: name === 'primary' ? 'PRIMARY' : 'SECONDARY',
      ...(checked && { healthCheckId: health.id }),
    });
  });
  // #endregion
  await cloud.run(minutes(5));
  const [address] = route53.resolver().ask('www.example.com').values;
  return address === '192.0.2.1' ? 'primary' : 'secondary';
}

const rows = [
  { dead: 'none', answer: await answerWhen([]) },
  { dead: 'primary', answer: await answerWhen(['primary']) },
  { dead: 'secondary', answer: await answerWhen(['secondary']) },
  { dead: 'both', answer: await answerWhen(['primary', 'secondary']) },
];
// #region the table and the checks
table('What is answered', rows);
const answers = rows.map(({ answer }) => answer);
check(
  'the backup takes over when the primary fails',
  answers[1] === 'secondary',
);
check('with both dead the primary is answered', answers[3] === 'primary');
// #endregion
