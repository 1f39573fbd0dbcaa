import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AwsError, days, hours, NotModelled, type Cloud } from '../../index.ts';
import { bodies, oneHost, openQueue, topicWith } from '../../../testing/messaging.ts';
import type { MailOutcome } from './address.ts';
import { SendQuota } from './send-quota.ts';

const FROM = 'shop@example.com';
const SIMULATOR = 'simulator.amazonses.com';
const message = { subject: { data: 'Hello' }, body: { text: { data: 'There you are.' } } };
const PRODUCTION = { max24HourSend: -1, maxSendRate: 1e6 };

function open(): Cloud {
  const cloud = oneHost();
  cloud.ses.verify(FROM);
  return cloud;
}

/** Sends a mail; answers the code of the error, or 'sent'. */
function send(cloud: Cloud, to: string | string[] = FROM, source = FROM, more = {}): string {
  try {
    const toAddresses = [to].flat();
    cloud.ses.sendEmail({ source, destination: { toAddresses }, message, ...more });
    return 'sent';
  } catch (error) {
    if (error instanceof AwsError) return error.code;
    throw error;
  }
}

/** A configuration set whose events go to a queue by a topic; what the queue got, as it was published. */
function withEvents(cloud: Cloud, matchingEventTypes = ['send', 'bounce', 'complaint', 'delivery'] as const) {
  const queue = openQueue(cloud, 'events');
  const topicARN = topicWith(cloud, 'ses', [queue]);
  cloud.ses.createConfigurationSet({ configurationSet: { name: 'all' } });
  cloud.ses.createConfigurationSetEventDestination({
    configurationSetName: 'all',
    eventDestination: {
      ...{ name: 'topic', enabled: true, matchingEventTypes: [...matchingEventTypes] },
      snsDestination: { topicARN },
    },
  });
  return async () => {
    await cloud.run(100);
    const all = (await bodies(queue)).filter((text) => text.startsWith('{'));
    return all.map((text) => JSON.parse(text) as Record<string, Record<string, unknown>>);
  };
}

describe('who may send to whom', () => {
  test.each([
    [false, FROM, FROM, 'sent'],
    [false, `Shop <${FROM}>`, `Me <${FROM}>`, 'sent'],
    [false, FROM, 'stranger@example.org', 'MessageRejected'],
    [false, FROM, 'pending@example.net', 'MessageRejected'],
    [false, FROM, `bounce+label@${SIMULATOR}`, 'sent'],
    [false, FROM, `nobody@${SIMULATOR}`, 'MessageRejected'],
    [false, FROM, 'any@sub.example.edu', 'sent'],
    [false, 'stranger@example.org', FROM, 'MessageRejected'],
    [true, FROM, 'stranger@example.org', 'sent'],
    [true, 'stranger@example.org', FROM, 'MessageRejected'],
    [true, 'info@EXAMPLE.edu', 'stranger@example.org', 'sent'],
  ])('out of the sandbox %s: from %s to %s: %s', (production, source, to, answer) => {
    const cloud = open();
    cloud.ses.verifyEmailIdentity({ emailAddress: 'pending@example.net' });
    cloud.ses.verify('example.edu');
    if (production) cloud.ses.grantProductionAccess(PRODUCTION);
    expect(send(cloud, to, source)).toBe(answer);
  });

  test('a refusal names each address that is not verified, once', () => {
    const cloud = open();
    expect(() =>
      cloud.ses.sendEmail({
        ...{ source: 'a@x.org', message },
        destination: { toAddresses: ['b@x.org', FROM], ccAddresses: ['b@x.org'] },
      }),
    ).toThrow(/in region US-EAST-1: a@x\.org, b@x\.org$/);
  });

  test('an address is verified once its owner has followed the link', () => {
    const cloud = oneHost();
    cloud.ses.verifyEmailIdentity({ emailAddress: FROM });
    const status = () =>
      cloud.ses.getIdentityVerificationAttributes({ identities: [FROM] }).verificationAttributes[FROM]!
        .verificationStatus;
    expect(status()).toBe('Pending');
    expect(cloud.ses.outside.received(FROM)[0]!.subject).toContain('Verification Request');
    cloud.ses.confirm(FROM);
    expect(status()).toBe('Success');
    expect(() => cloud.ses.confirm('nobody@example.com')).toThrow(RangeError);
  });
});

describe('quotas', () => {
  test('the sandbox: one a second, 200 in any 24 hours; the 201st is dropped', async () => {
    const cloud = open();
    expect([send(cloud), send(cloud)]).toEqual(['sent', 'ThrottlingException']);
    for (let i = 1; i < 200; i++) {
      await cloud.run(1);
      expect(send(cloud)).toBe('sent');
    }
    await cloud.run(1);
    expect(() =>
      cloud.ses.sendEmail({ source: FROM, destination: { toAddresses: [FROM] }, message }),
    ).toThrow('Daily message quota exceeded');
    expect(send(cloud, `success@${SIMULATOR}`)).toBe('sent');
    expect(cloud.ses.getSendQuota()).toEqual({ max24HourSend: 200, maxSendRate: 1, sentLast24Hours: 200 });
    await cloud.run(days(1) - 200);
    expect(send(cloud)).toBe('sent');
    expect(cloud.ses.getSendQuota().sentLast24Hours).toBe(200);
  });

  test('a recipient counts, not a mail', async () => {
    const cloud = open();
    const four = Array.from({ length: 4 }, (_, i) => `${i}@example.edu`);
    cloud.ses.verify('example.edu');
    expect(send(cloud, four)).toBe('sent');
    expect(cloud.ses.getSendQuota().sentLast24Hours).toBe(4);
    await cloud.run(2);
    expect(send(cloud)).toBe('ThrottlingException');
    await cloud.run(2);
    expect(send(cloud)).toBe('sent');
    expect(cloud.meter.bill().find(({ item }) => item === 'messages sent')!.quantity).toBe(5);
  });

  test('never more than the limit in any 24 hours', () => {
    const tries = fc.array(fc.tuple(fc.nat(3000), fc.integer({ min: 1, max: 5 })), { maxLength: 300 });
    fc.assert(
      fc.property(tries, (all) => {
        const quota = new SendQuota({ max24HourSend: 100, maxSendRate: 5 });
        const sent: { at: number; recipients: number }[] = [];
        let now = 0;
        for (const [delay, recipients] of all) {
          now += delay;
          try {
            quota.take(now, recipients, 0);
            sent.push({ at: now, recipients });
          } catch (error) {
            expect(error).toBeInstanceOf(AwsError);
          }
          const day = sent
            .filter(({ at }) => at > now - days(1))
            .reduce((sum, one) => sum + one.recipients, 0);
          expect(day).toBeLessThanOrEqual(100);
          expect(quota.sentLast24Hours(now)).toBe(day);
        }
      }),
    );
  });

  test('an account that is paused sends nothing', () => {
    const cloud = open();
    cloud.ses.updateAccountSendingEnabled({ enabled: false });
    expect(send(cloud)).toBe('AccountSendingPausedException');
    expect(cloud.ses.getAccountSendingEnabled().enabled).toBe(false);
  });
});

describe('what becomes of a mail', () => {
  const bounce = (type: string, subType: string) => ['Send', `Bounce ${type} ${subType}`];
  test.each([
    [`success@${SIMULATOR}`, undefined, ['Send', 'Delivery'], 0],
    [`bounce@${SIMULATOR}`, undefined, bounce('Permanent', 'General'), 0],
    [`complaint@${SIMULATOR}`, undefined, ['Send', 'Delivery', 'Complaint'], 0],
    [`ooto@${SIMULATOR}`, undefined, ['Send', 'Delivery'], 0],
    [`suppressionlist@${SIMULATOR}`, undefined, bounce('Permanent', 'Suppressed'), 0],
    ['gone@example.org', 'hardBounce', bounce('Permanent', 'General'), 1],
    ['full@example.org', 'softBounce', bounce('Transient', 'General'), 0],
    ['cross@example.org', 'complaint', ['Send', 'Delivery', 'Complaint'], 1],
  ] as [string, MailOutcome | undefined, string[], number][])('%s', async (to, outcome, expected, listed) => {
    const cloud = open();
    cloud.ses.grantProductionAccess(PRODUCTION);
    if (outcome) cloud.ses.outside.answer(to, outcome);
    const events = withEvents(cloud);
    send(cloud, to, FROM, { configurationSetName: 'all' });
    const told = (await events()).map(({ eventType, bounce: b }) =>
      [eventType, b?.bounceType, b?.bounceSubType].filter(Boolean).join(' '),
    );
    expect(told.sort()).toEqual([...expected].sort());
    expect(cloud.ses.suppressionList).toHaveLength(listed);
    if (!listed) return;
    expect(send(cloud, to, FROM, { configurationSetName: 'all' })).toBe('sent');
    expect((await events()).find((one) => one.bounce)!.bounce!.bounceSubType).toBe(
      'OnAccountSuppressionList',
    );
    cloud.ses.deleteSuppressedDestination(to);
    expect(cloud.ses.suppressionList).toEqual([]);
  });

  test('a mail that is delivered is in its mailbox, and counted', async () => {
    const cloud = open();
    send(cloud);
    await cloud.run(hours(1));
    expect(cloud.ses.outside.received(FROM)).toMatchObject([{ subject: 'Hello', text: 'There you are.' }]);
    expect(cloud.ses.getSendStatistics().sendDataPoints).toMatchObject([{ deliveryAttempts: 1, bounces: 0 }]);
  });

  test('an identity’s topic gets what it was set for, without tags, with headers where they are wanted', async () => {
    const cloud = open();
    const queue = openQueue(cloud, 'q');
    const snsTopic = topicWith(cloud, 't', [queue]);
    const identity = FROM;
    cloud.ses.setIdentityNotificationTopic({ identity, notificationType: 'Bounce', snsTopic });
    cloud.ses.setIdentityHeadersInNotificationsEnabled({
      identity,
      notificationType: 'Bounce',
      enabled: true,
    });
    send(cloud, `bounce@${SIMULATOR}`);
    await cloud.run(1);
    send(cloud, `success@${SIMULATOR}`);
    await cloud.run(100);
    const got = (await bodies(queue)).map((text) => JSON.parse(text) as { mail: object });
    expect(got).toMatchObject([
      { notificationType: 'Bounce', mail: { source: FROM, commonHeaders: { subject: 'Hello' } } },
    ]);
    expect(got[0]!.mail).not.toHaveProperty('tags');
    expect(
      cloud.ses.getIdentityNotificationAttributes({ identities: [FROM] }).notificationAttributes,
    ).toMatchObject({
      [FROM]: { bounceTopic: snsTopic, headersInBounceNotificationsEnabled: true, forwardingEnabled: true },
    });
  });

  test('a raw mail is read: its sender, recipients, subject', async () => {
    const cloud = open();
    const lines = [
      `From: Shop <${FROM}>`,
      `To: "Doe, Jo"`,
      ` <${FROM}>,success@${SIMULATOR}`,
      'Subject: Raw',
    ];
    const data = new TextEncoder().encode(`${lines.join('\r\n')}\r\n\r\nBody`);
    cloud.ses.grantProductionAccess(PRODUCTION);
    cloud.ses.sendRawEmail({ rawMessage: { data } });
    await cloud.run(2);
    expect(cloud.ses.outside.received(FROM)).toMatchObject([{ subject: 'Raw', text: 'Body' }]);
    expect(cloud.ses.outside.received()).toHaveLength(2);
  });
});

test('an event goes only where it is asked for', async () => {
  const cloud = open();
  const events = withEvents(cloud, ['bounce'] as never);
  send(cloud, `bounce@${SIMULATOR}`, FROM, { configurationSetName: 'all' });
  await cloud.run(1);
  send(cloud, `bounce@${SIMULATOR}`);
  expect((await events()).map(({ eventType }) => eventType)).toEqual(['Bounce']);
});

test('what is refused', () => {
  const cloud = open();
  cloud.ses.verify('example.edu');
  const many = Array.from({ length: 51 }, (_, i) => `${i}@example.edu`);
  expect(send(cloud, [])).toBe('InvalidParameterValue');
  expect(send(cloud, many)).toBe('InvalidParameterValue');
  expect(send(cloud, FROM, FROM, { tags: [{ name: 'a b', value: 'c' }] })).toBe('InvalidParameterValue');
  expect(send(cloud, FROM, FROM, { configurationSetName: '__proto__' })).toBe('ConfigurationSetDoesNotExist');
  expect(() => cloud.ses.putSuppressedDestination({ emailAddress: FROM, reason: 'BOUNCE' })).toThrow(
    'sandbox',
  );
  expect(() => cloud.ses.verifyEmailIdentity({ emailAddress: 'nobody' })).toThrow('Invalid email address');
  expect(() => cloud.ses.getTemplate({ templateName: 'none' })).toThrow('does not exist');
  cloud.ses.createConfigurationSet({ configurationSet: { name: 's' } });
  const firehose = { iamRoleARN: 'arn:aws:iam::1:role/r', deliveryStreamARN: 'arn' };
  expect(() =>
    cloud.ses.createConfigurationSetEventDestination({
      configurationSetName: 's',
      eventDestination: { name: 'd', matchingEventTypes: ['send'], kinesisFirehoseDestination: firehose },
    }),
  ).toThrow(NotModelled);
});
