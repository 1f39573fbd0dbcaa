import { Cloud, type Reply } from 'desired-capacity';
import { describe, expect, test } from 'vitest';
import { play, type Stage } from './player.ts';
import { readTranscripts, shortName, type Transcript } from './transcript.ts';

const ACCOUNT = '111111111111';

/** An answer as boto3 shows it: policies decoded and parsed; dates as the recorder wrote them. */
function decoded(value: unknown): unknown {
  if (value instanceof Date) return '<datetime>';
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(decoded);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      /^(AssumeRolePolicyDocument|PolicyDocument|Document)$/.test(key) && typeof item === 'string'
        ? (JSON.parse(decodeURIComponent(item)) as unknown)
        : decoded(item),
    ]),
  );
}

function stage(): Stage {
  const cloud = new Cloud({ account: ACCOUNT, iam: true });
  const send = cloud.send.bind(cloud) as unknown as (
    service: string,
    operation: string,
    params: object,
  ) => Reply<Record<string, { RoleName?: string; Arn?: string }>>;
  const call = async (service: string, operation: string, params: object) =>
    decoded(await send(service, operation, params)) as Record<string, { RoleName?: string; Arn?: string }>;
  let serial = 0;
  let keys = {};
  return {
    async call(client, operation, params) {
      if (client === 'keys') return cloud.as(keys).send('iam', operation as 'GetUser', params);
      const answer = await call(client, operation, params);
      if (operation === 'CreateAccessKey') keys = answer.AccessKey!;
      return answer;
    },
    sleep: (seconds) => cloud.run(seconds),
    arnOf: (name) => name,
    fixtures: {
      create_user: async (_args, params) => call('iam', 'CreateUser', params),
      create_role: async (_args, params) => call('iam', 'CreateRole', params),
      create_policy: async (_args, params) =>
        call('iam', 'CreatePolicy', { PolicyName: `policy-${++serial}`, ...params }),
      create_service_specific_credential: async (_args, params) =>
        call('iam', 'CreateServiceSpecificCredential', params),
      create_service_linked_role: async (_args, params) => call('iam', 'CreateServiceLinkedRole', params),
      create_service_linked_role_if_not_exists: async (_args, params) =>
        (await call('iam', 'CreateServiceLinkedRole', params)).Role!.RoleName,
    },
  };
}

const transcripts = readTranscripts('transcripts-iam');

/** A row with what the recorder lost: a bucket's name, a call by a user's own keys, a path that two tokens hide. */
function mended(row: Transcript): Transcript {
  const text = JSON.stringify(row)
    .replaceAll('<<s3_bucket>>', 'bucket')
    .replaceAll('<path:1>', '/uid00003/')
    .replaceAll('{{call1.Policy}}.Arn123', '{{call1.Policy.Arn}}123')
    // The services of the recorded account had used their roles before.
    .replaceAll(/"RoleLastUsed":\{"LastUsedDate"[^}]*\}/g, '"RoleLastUsed":{}')
    .replaceAll('<<create_client_with_keys()>>.get_user().User.', '{{call99.User}}.');
  const mended = JSON.parse(text) as Transcript;
  if (!text.includes('call99')) return mended;
  mended.steps.push({ i: 99, client: 'keys', op: 'get_user', params: {} });
  for (const assertion of mended.asserts) assertion.i += 100;
  return mended;
}

describe('conversations with IAM', () => {
  if (!transcripts) {
    test.skip('the oracle: ../shared/oracles/transcripts-iam.jsonl is not here');
    return;
  }
  test.each(transcripts.map((row) => [shortName(row), row] as const))('%s', async (_name, row) => {
    await play(mended(row), stage());
  });

  test('all 91 are there', () => {
    expect(transcripts).toHaveLength(91);
  });
});
