import { check, Cloud, hours, minutes, plot, table } from 'desired-capacity';

const signUpsAnHour = 12; // knob 4..30 unit mails
const production = false; // knob true | false

const cloud = new Cloud();
cloud.ses.verify('shop@example.com', 'example.edu');
if (production)
  cloud.ses.grantProductionAccess({ max24HourSend: 5000, maxSendRate: 5 });

// #region one mail for each sign-up
const counts = { sent: 0, dropped: 0 };
const why = new Set<string>();
function welcome(number: number) {
  const toAddresses = [`student${number}@example.edu`];
  const message = {
    subject: { data: 'Welcome' },
    body: { text: { data: 'Please confirm your address.' } },
  };
  try {
    const source = 'shop@example.com';
    cloud.ses.sendEmail({ source, destination: { toAddresses }, message });
    counts.sent++;
  } catch (error) {
    counts.dropped++;
    why.add((error as Error).message);
  }
}
// #endregion
cloud.process(function* signUps() {
  for (let number = 1; ; number++) {
    welcome(number);
    yield hours(1) / signUpsAnHour;
  }
});
const sent = cloud.record(() => counts.sent, { every: minutes(30) });
const dropped = cloud.record(() => counts.dropped, { every: minutes(30) });
await cloud.run(hours(36));

// #region a plot, a table and the checks
plot({
  title: 'Mails of a day and a half',
  description:
    'The mails sent climb steadily, stand still once the quota of the day is used, and climb again when the first mails are a day old.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Mails' },
  series: [
    { name: 'sent', points: sent },
    { name: 'dropped', points: dropped },
  ],
});
const quota = cloud.ses.getSendQuota();
table('One mail for each sign-up', [
  {
    when: 'after 36 hours',
    sent: counts.sent,
    dropped: counts.dropped,
    'in the last 24 hours': quota.sentLast24Hours!,
    'quota of a day': quota.max24HourSend!,
  },
]);
check(
  'no 24 hours have more mails than the quota',
  quota.sentLast24Hours! <= quota.max24HourSend!,
);
check('what is over the quota is dropped', counts.dropped > 0);
// #endregion
if (why.size > 0) console.log([...why].join('; '));
