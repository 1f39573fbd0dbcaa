import { Cloud, type Reply } from 'desired-capacity';
import { describe, expect, test } from 'vitest';
import { play, type Stage } from './player.ts';
import { readTranscripts, shortName, type Transcript } from './transcript.ts';

const ROLE = 'arn:aws:iam::111111111111:role/firehose';
const BUCKET = 'arn:aws:s3:::bucket';

function stage(): Stage {
  const cloud = new Cloud({ account: '111111111111' });
  cloud.s3.bucket('bucket');
  const send = cloud.send.bind(cloud) as unknown as (
    service: string,
    operation: string,
    params: object,
  ) => Reply<object>;
  const create = (params: object) => {
    cloud.firehose.model.creation = 0;
    return send('firehose', 'CreateDeliveryStream', params);
  };
  return {
    async call(client, operation, params) {
      // The suite waits for the object; the recorder left its waiting out.
      if (operation === 'ListObjects') await cloud.run(301);
      return send(client, operation, params);
    },
    sleep: (seconds) => cloud.run(seconds),
    arnOf: (name) => name,
    fixtures: {
      create_iam_role_with_policy: async () => ROLE,
      firehose_create_delivery_stream: (_args, params) => create(params),
      async delivery_stream(_args, { tags }) {
        const s3 = { RoleARN: ROLE, BucketARN: BUCKET };
        await create({ DeliveryStreamName: 'stream', S3DestinationConfiguration: s3, Tags: tags });
        return 'stream';
      },
    },
  };
}

/** A row with what the recorder lost: the bucket, and where the asserted key comes from. */
function mended(row: Transcript): Transcript {
  const text = JSON.stringify(row)
    .replaceAll('<<arns.s3_bucket_arn()>>', BUCKET)
    .replaceAll('<<fn ?>>', 'bucket');
  const mend = JSON.parse(text) as Transcript;
  for (const one of mend.asserts) {
    one.op = 'in';
    one.left = '.txt';
    one.right = '{{call4.Contents[0].Key}}';
  }
  return mend;
}

describe('conversations with Data Firehose', () => {
  const transcripts = readTranscripts('transcripts-firehose');
  if (!transcripts) {
    test.skip('the oracle: ../shared/oracles/transcripts-firehose.jsonl is not here');
    return;
  }

  test.each(transcripts.map((row) => [shortName(row), row] as const))('%s', async (_name, row) => {
    await play(mended(row), stage());
  });

  test('both are there', () => {
    expect(transcripts).toHaveLength(2);
  });
});
