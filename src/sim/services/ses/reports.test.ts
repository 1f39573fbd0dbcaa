import { expect, test } from 'vitest';
import { bodies, oneHost, openQueue, topicWith } from '../../../testing/messaging.ts';

/** What users of other emulators found to be unlike AWS. */

const FROM = 'user@example.com';
const message = { subject: { data: 's' }, body: { text: { data: 't' } } };
const raw = (head: string) => ({ rawMessage: { data: new TextEncoder().encode(`${head}\n\nbody`) } });

test('GetSendQuota is there (localstack#3564)', () => {
  expect(oneHost().ses.getSendQuota()).toEqual({ max24HourSend: 200, maxSendRate: 1, sentLast24Hours: 0 });
});

test('SendRawEmail works from an address that was verified (localstack#3550)', () => {
  const cloud = oneHost();
  cloud.ses.verify(FROM);
  expect(cloud.ses.sendRawEmail(raw(`From: ${FROM}\nTo: ${FROM}`)).messageId).toBeDefined();
});

test('SendRawEmail works from an address whose domain was verified (moto#2959)', () => {
  const cloud = oneHost();
  cloud.ses.verify('example.com');
  expect(cloud.ses.sendRawEmail(raw(`From: Name <${FROM}>\nTo: ${FROM}`)).messageId).toBeDefined();
});

test('configuration sets and send statistics are there (moto#2946)', () => {
  const cloud = oneHost();
  cloud.ses.createConfigurationSet({ configurationSet: { name: 'c' } });
  expect(cloud.ses.listConfigurationSets().configurationSets).toEqual([{ name: 'c' }]);
  expect(cloud.ses.getSendStatistics().sendDataPoints).toEqual([]);
});

test('DescribeConfigurationSet tells event destinations, where they are asked for (localstack#12722)', () => {
  const cloud = oneHost();
  const configurationSetName = 'c';
  cloud.ses.createConfigurationSet({ configurationSet: { name: configurationSetName } });
  const snsDestination = { topicARN: topicWith(cloud, 't') };
  const eventDestination = {
    name: 'd',
    enabled: true,
    matchingEventTypes: ['send' as const],
    snsDestination,
  };
  const made = { configurationSetName, eventDestination };
  cloud.ses.createConfigurationSetEventDestination(made);
  expect(
    cloud.ses.describeConfigurationSet({
      configurationSetName,
      configurationSetAttributeNames: ['eventDestinations'],
    }).eventDestinations,
  ).toEqual([eventDestination]);
  expect(cloud.ses.describeConfigurationSet({ configurationSetName })).not.toHaveProperty(
    'eventDestinations',
  );
  expect(() => cloud.ses.createConfigurationSetEventDestination(made)).toThrow('already exists');
});

test('notification topics, forwarding and their attributes are there (moto#1353)', () => {
  const cloud = oneHost();
  cloud.ses.verify(FROM);
  const snsTopic = topicWith(cloud, 't');
  const identity = FROM;
  const off = () => cloud.ses.setIdentityFeedbackForwardingEnabled({ identity, forwardingEnabled: false });
  expect(off).toThrow('cannot be disabled');
  cloud.ses.setIdentityNotificationTopic({ identity, notificationType: 'Bounce', snsTopic });
  cloud.ses.setIdentityNotificationTopic({ identity, notificationType: 'Complaint', snsTopic });
  off();
  expect(
    cloud.ses.getIdentityNotificationAttributes({ identities: [FROM] }).notificationAttributes,
  ).toMatchObject({
    [FROM]: { forwardingEnabled: false, complaintTopic: snsTopic, deliveryTopic: '' },
  });
});

test('a topic on an address, not only on a domain, tells of a delivery (localstack#12466)', async () => {
  const cloud = oneHost();
  cloud.ses.verify(FROM);
  const queue = openQueue(cloud, 'q');
  const snsTopic = topicWith(cloud, 't', [queue]);
  cloud.ses.setIdentityNotificationTopic({ identity: FROM, notificationType: 'Delivery', snsTopic });
  cloud.ses.sendEmail({ source: FROM, destination: { toAddresses: [FROM] }, message });
  await cloud.run(5);
  expect((await bodies(queue)).map((text) => JSON.parse(text) as object)).toMatchObject([
    { notificationType: 'Delivery', delivery: { recipients: [FROM] } },
  ]);
});

test('an identity that is verified again stays one identity (localstack#4276)', () => {
  const cloud = oneHost();
  cloud.ses.verify('example.com');
  const first = cloud.ses.verifyDomainIdentity({ domain: 'example.com' });
  expect(cloud.ses.verifyDomainIdentity({ domain: 'Example.com' })).toEqual(first);
  expect(cloud.ses.listIdentities().identities).toEqual(['example.com']);
});

test('SendRawEmail takes its recipients from the head where no destinations are given (localstack#6287)', async () => {
  const cloud = oneHost();
  cloud.ses.verify('example.com');
  cloud.ses.grantProductionAccess({ max24HourSend: 100, maxSendRate: 10 });
  cloud.ses.sendRawEmail(raw(`From: ${FROM}\nTo: a@x.org\nCc: b@x.org\nBcc: c@x.org`));
  await cloud.run(5);
  expect(cloud.ses.outside.received()[0]!.recipients).toEqual(['a@x.org', 'b@x.org', 'c@x.org']);
});

test('SendRawEmail without destinations and without To is refused (aristidb/aws#73)', () => {
  const cloud = oneHost();
  cloud.ses.verify(FROM);
  expect(() => cloud.ses.sendRawEmail(raw(`From: ${FROM}`))).toThrow("Missing required header 'To'.");
});

test('SendEmail takes recipients in Cc or Bcc alone (localstack#7310)', () => {
  const cloud = oneHost();
  cloud.ses.verify(FROM);
  expect(cloud.ses.sendEmail({ source: FROM, destination: { bccAddresses: [FROM] }, message })).toBeDefined();
});

test('SendRawEmail from an address that nobody verified is refused (moto#6596)', () => {
  const cloud = oneHost();
  cloud.ses.verify('test@foo.com');
  const input = { destinations: ['test@foo.com'], source: 'from@from.com', ...raw('Subject: s') };
  expect(() => cloud.ses.sendRawEmail(input)).toThrow(/not verified.*from@from\.com$/);
});
