import {
  ConfigurationSetDoesNotExistException,
  DescribeConfigurationSetCommand,
  GetSendQuotaCommand,
  ListIdentitiesCommand,
  MessageRejected,
  SendEmailCommand,
  SendRawEmailCommand,
  SESClient,
  VerifyEmailIdentityCommand,
} from '@aws-sdk/client-ses';
import { expect, test } from 'vitest';
import { connect } from '../../index.ts';
import { oneHost } from '../../../testing/messaging.ts';

test('the real client of SES verifies an address, sends to it, and is refused elsewhere', async () => {
  const cloud = oneHost();
  const client = connect(new SESClient({ region: 'us-east-1' }), cloud);
  const me = 'me@example.com';
  await client.send(new VerifyEmailIdentityCommand({ EmailAddress: me }));
  cloud.ses.confirm(me);
  expect((await client.send(new ListIdentitiesCommand({}))).Identities).toEqual([me]);
  const mail = (to: string) =>
    new SendEmailCommand({
      Source: me,
      Destination: { ToAddresses: [to] },
      Message: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'There' } } },
    });
  expect((await client.send(mail(me))).MessageId).toMatch(/-000000$/);
  await expect(client.send(mail('you@example.com'))).rejects.toBeInstanceOf(MessageRejected);
  await cloud.run(2);
  const Data = new TextEncoder().encode(`From: ${me}\nTo: ${me}\nSubject: Raw\n\nText`);
  await client.send(new SendRawEmailCommand({ RawMessage: { Data } }));
  expect(await client.send(new GetSendQuotaCommand({}))).toMatchObject({
    Max24HourSend: 200,
    SentLast24Hours: 2,
  });
  await cloud.run(2);
  expect(
    cloud.ses.outside
      .received(me)
      .map(({ subject }) => subject)
      .slice(1),
  ).toEqual(['Hello', 'Raw']);
  await expect(
    client.send(new DescribeConfigurationSetCommand({ ConfigurationSetName: 'none' })),
  ).rejects.toBeInstanceOf(ConfigurationSetDoesNotExistException);
});
