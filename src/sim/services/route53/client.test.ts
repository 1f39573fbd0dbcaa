import {
  ChangeResourceRecordSetsCommand,
  CreateHealthCheckCommand,
  CreateHostedZoneCommand,
  DeleteHostedZoneCommand,
  GetChangeCommand,
  HostedZoneNotEmpty,
  InvalidChangeBatch,
  ListResourceRecordSetsCommand,
  NoSuchHostedZone,
  Route53Client,
  TestDNSAnswerCommand,
  type ResourceRecordSet,
} from '@aws-sdk/client-route-53';
import { expect, test } from 'vitest';
import { Cloud, connect } from '../../index.ts';

test('the real client of Route 53 makes a zone, changes it, waits until it is in sync, and asks', async () => {
  const cloud = new Cloud();
  const client = connect(new Route53Client({ region: 'us-east-1' }), cloud);
  const made = await client.send(new CreateHostedZoneCommand({ Name: 'example.com', CallerReference: '1' }));
  const { Id } = made.HostedZone!;
  expect(Id).toMatch(/^\/hostedzone\/Z[A-Z0-9]+$/);
  expect(made.DelegationSet!.NameServers).toHaveLength(4);
  const set: ResourceRecordSet = {
    Name: 'www.example.com',
    Type: 'A',
    TTL: 60,
    ResourceRecords: [{ Value: '192.0.2.1' }],
  };
  const batch = {
    HostedZoneId: Id,
    ChangeBatch: { Changes: [{ Action: 'CREATE' as const, ResourceRecordSet: set }] },
  };
  const { ChangeInfo } = await client.send(new ChangeResourceRecordSetsCommand(batch));
  expect(ChangeInfo).toMatchObject({ Status: 'PENDING', SubmittedAt: expect.any(Date) as Date });
  const ask = new TestDNSAnswerCommand({ HostedZoneId: Id, RecordName: 'www.example.com', RecordType: 'A' });
  expect((await client.send(ask)).RecordData).toEqual([]);
  await cloud.run(60);
  const { ChangeInfo: now } = await client.send(new GetChangeCommand({ Id: ChangeInfo!.Id }));
  expect(now!.Status).toBe('INSYNC');
  expect(await client.send(ask)).toMatchObject({ RecordData: ['192.0.2.1'], ResponseCode: 'NOERROR' });
  const { ResourceRecordSets } = await client.send(new ListResourceRecordSetsCommand({ HostedZoneId: Id }));
  expect(ResourceRecordSets!.map(({ Type }) => Type)).toEqual(['NS', 'SOA', 'A']);
  await expect(client.send(new ChangeResourceRecordSetsCommand(batch))).rejects.toBeInstanceOf(
    InvalidChangeBatch,
  );
  await expect(client.send(new DeleteHostedZoneCommand({ Id }))).rejects.toBeInstanceOf(HostedZoneNotEmpty);
  await expect(client.send(new DeleteHostedZoneCommand({ Id: 'Z0' }))).rejects.toBeInstanceOf(
    NoSuchHostedZone,
  );
  const HealthCheckConfig = { Type: 'HTTP' as const, IPAddress: '192.0.2.1' };
  const check = await client.send(new CreateHealthCheckCommand({ CallerReference: 'c', HealthCheckConfig }));
  expect(check.HealthCheck).toMatchObject({ HealthCheckVersion: 1, HealthCheckConfig });
});
