import {
  paginateListServiceQuotas,
  QuotaExceededException,
  RequestServiceQuotaIncreaseCommand,
  ResourceAlreadyExistsException,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import { expect, test } from 'vitest';
import { refusal } from '../../../testing/refusal.ts';
import { Cloud, connect } from '../../index.ts';
import { serviceQuotasLimits } from './index.ts';

const inFlight = { ServiceCode: 'sqs', QuotaCode: 'inFlightMessages' };

function start() {
  const cloud = new Cloud();
  return { cloud, client: connect(new ServiceQuotasClient({ region: 'us-east-1' }), cloud) };
}

/** The error that a call throws. */
test('a quota is raised when its request is approved, in this Region alone', async () => {
  const { cloud, client } = start();
  const { RequestedQuota } = await client.send(
    new RequestServiceQuotaIncreaseCommand({ ...inFlight, DesiredValue: 200_000 }),
  );
  expect(RequestedQuota).toMatchObject({
    Status: 'PENDING',
    Created: expect.any(Date),
    DesiredValue: 200_000,
  });
  const quota = { serviceCode: 'sqs', quotaCode: 'inFlightMessages' };
  expect(cloud.servicequotas.getServiceQuota(quota).quota!.value).toBe(120_000);
  await cloud.run(3600);
  expect(cloud.servicequotas.getServiceQuota(quota).quota!.value).toBe(200_000);
  expect(cloud.servicequotas.getAWSDefaultServiceQuota(quota).quota!.value).toBe(120_000);
  expect(cloud.region('eu-west-1').servicequotas.getServiceQuota(quota).quota!.value).toBe(120_000);
  const requestId = RequestedQuota!.Id!;
  expect(cloud.servicequotas.getRequestedServiceQuotaChange({ requestId }).requestedQuota!.status).toBe(
    'APPROVED',
  );
});

test('a quota has one open request, and the error is of the SDK’s class', async () => {
  const { client } = start();
  const ask = () =>
    client.send(new RequestServiceQuotaIncreaseCommand({ ...inFlight, DesiredValue: 130_000 }));
  await ask();
  await expect(ask()).rejects.toBeInstanceOf(ResourceAlreadyExistsException);
  await expect(ask()).rejects.not.toBeInstanceOf(QuotaExceededException);
});

test('paginators list every quota once', async () => {
  const { cloud, client } = start();
  const found: string[] = [];
  for await (const page of paginateListServiceQuotas({ client, pageSize: 5 }, { ServiceCode: 'sqs' })) {
    found.push(...page.Quotas!.map(({ QuotaCode }) => QuotaCode!));
  }
  const all = cloud.servicequotas.listServiceQuotas({ serviceCode: 'sqs' }).quotas!;
  expect(found).toEqual(all.map(({ quotaCode }) => quotaCode));
  expect(found.length).toBeGreaterThan(10);
});

test.each([
  [{ quotaCode: 'queueName' }, 'IllegalArgumentException'],
  [{ desiredValue: 119_999 }, 'IllegalArgumentException'],
  [{ quotaCode: 'nothing' }, 'NoSuchResourceException'],
  [{ serviceCode: 'nothing' }, 'NoSuchResourceException'],
  [{ desiredValue: -1 }, 'ValidationException'],
])('a request with %j is refused with %s', (change, name) => {
  const { cloud } = start();
  const asked = { serviceCode: 'sqs', quotaCode: 'inFlightMessages', desiredValue: 130_000, ...change };
  expect(refusal(() => cloud.servicequotas.requestServiceQuotaIncrease(asked)).name).toBe(name);
});

test('what breaks rules is said in AWS’s words, all of it at once', () => {
  const { cloud } = start();
  const { max } = serviceQuotasLimits.listed;
  const call = () => cloud.servicequotas.listServiceQuotas({ maxResults: max + 1 } as never);
  expect(refusal(call).message).toBe(
    "2 validation errors detected: Value null at 'serviceCode' failed to satisfy constraint: Member must not be null; " +
      "Value '101' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 100",
  );
});

test('what is handed over is copied, both ways', () => {
  const { cloud } = start();
  const asked = { serviceCode: 'sqs', quotaCode: 'inFlightMessages', desiredValue: 130_000 };
  const { requestedQuota } = cloud.servicequotas.requestServiceQuotaIncrease(asked);
  requestedQuota!.created!.setTime(0);
  requestedQuota!.desiredValue = 1;
  const [again] = cloud.servicequotas.listRequestedServiceQuotaChangeHistory().requestedQuotas!;
  expect(again).toMatchObject({ desiredValue: 130_000, created: new Date(cloud.simulation.epochMillis) });
});

test('an operation that is not modelled says so, and a parameter that AWS does not have is named', () => {
  const { cloud } = start();
  expect(() => cloud.send('servicequotas', 'StartAutoManagement' as 'ListServices')).toThrow(
    'Not modelled: StartAutoManagement',
  );
  expect(() => cloud.servicequotas.listServices({ maxResult: 5 } as never)).toThrow(
    'Service Quotas ListServices has no parameter maxResult there; it knows nextToken, maxResults.',
  );
});
