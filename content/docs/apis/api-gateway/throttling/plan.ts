import { check, Cloud, days, table } from 'desired-capacity';

const limit = 100; // knob requests a day: 20..200 step 20

// Two customers with a key each, in one plan: 100 requests a day.
const cloud = new Cloud();
const gateway = cloud.apigateway;
const api = gateway.build('prices', {
  'GET /': { mock: '{"price": 5}', apiKeyRequired: true },
});
const { id: plan } = gateway.createUsagePlan({
  name: 'basic',
  apiStages: [{ apiId: api.id, stage: 'prod' }],
  throttle: { rateLimit: 10, burstLimit: 5 },
  quota: { limit, period: 'DAY' },
});
const keyOf = (name: string) => {
  const { id, value } = gateway.createApiKey({ name, enabled: true });
  const usagePlanId = plan!;
  gateway.createUsagePlanKey({ usagePlanId, keyId: id!, keyType: 'API_KEY' });
  return value!;
};
const keys = { anna: keyOf('anna'), ben: keyOf('ben') };

// #region how many pass, a table and the checks
type Who = keyof typeof keys;
async function burst(who: Who, count: number, every: number) {
  const answers: Record<string, number> = {};
  for (let i = 0; i < count; i += 1) {
    const headers = { 'x-api-key': keys[who] };
    const response = await api.request({ headers });
    const { message = 'taken' } = response.json<{ message?: string }>();
    answers[message] = (answers[message] ?? 0) + 1;
    await cloud.run(every);
  }
  return answers;
}
const rows: { what: string; answers: Record<string, number> }[] = [
  { what: 'Anna, 20 at once', answers: await burst('anna', 20, 0) },
  { what: 'Anna, 120 slowly', answers: await burst('anna', 120, 0.2) },
  { what: 'Ben, 5 slowly', answers: await burst('ben', 5, 0.2) },
];
await cloud.run(days(1));
rows.push({
  what: 'Anna, the day after',
  answers: await burst('anna', 5, 0.2),
});
table(
  'A plan of 100 a day',
  rows.map(({ what, answers }) => ({
    what,
    taken: answers.taken ?? 0,
    'Too Many Requests': answers['Too Many Requests'] ?? 0,
    'Limit Exceeded': answers['Limit Exceeded'] ?? 0,
  })),
);
const [first, second, other, next] = rows.map(({ answers }) => answers);
check(
  'too fast and too often are two answers, both 429',
  first!['Too Many Requests']! > 0 && second!['Limit Exceeded']! > 0,
);
check(
  'a hundred of the day are taken',
  first!.taken! + second!.taken! === 100,
);
check('each key has a bucket and a quota of its own', other!.taken === 5);
check('a new day begins with a full quota', next!.taken === 5);
// #endregion
