import { Cloud, type Reply } from 'desired-capacity';
import { describe, expect, test } from 'vitest';
import { play, type Stage } from './player.ts';
import { readRows } from './rows.ts';
import { readTranscripts, shortName, type Transcript } from './transcript.ts';

const ACCOUNT = '111111111111';

type Row =
  | { kind: 'create-stream-ranges'; shardCount: number; ranges: [string, string][] }
  | { kind: 'partition-key'; key: string; hashKey: string; shardCount: number; shardIndex: number };

describe('hash keys and the shards that they lead to', () => {
  const rows = readRows<Row>('kinesis-hash');
  if (!rows) {
    test.skip('the oracle: ../shared/oracles/kinesis-hash.jsonl is not here');
    return;
  }

  test.each(rows.map((row, i) => [`row ${i + 1}`, row] as const))('%s', (_name, row) => {
    const stream = new Cloud().kinesis.stream('s', { shardCount: row.shardCount });
    if (row.kind === 'create-stream-ranges') {
      const ranges = stream.shards.map((one) => [String(one.startingHashKey), String(one.endingHashKey)]);
      expect(ranges).toEqual(row.ranges);
      return;
    }
    expect(String(stream.hashKey(row.key))).toBe(row.hashKey);
    const { shardId } = stream.putRecord(row.key, 'x');
    expect(Number(shardId!.slice(-12))).toBe(row.shardIndex);
  });

  test('all 46 are there', () => {
    expect(rows).toHaveLength(46);
  });
});

/** Bytes as Python shows them. */
function shown(data: Uint8Array): string {
  const text = Array.from(data, (byte) =>
    byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`,
  );
  return `b'${text.join('')}'`;
}

interface Read {
  Records: { Data: Uint8Array; ApproximateArrivalTimestamp: unknown }[];
}

function stage(): Stage {
  const cloud = new Cloud({ account: ACCOUNT });
  cloud.kinesis.model.propagation = 0;
  const send = cloud.send.bind(cloud) as unknown as (
    service: string,
    operation: string,
    params: object,
  ) => Reply<object>;
  return {
    async call(client, operation, params) {
      // boto3 makes bytes of a text.
      if (typeof params['Data'] === 'string')
        return send(client, operation, { ...params, Data: new TextEncoder().encode(params['Data']) });
      const answer = await send(client, operation, params);
      if (operation !== 'GetRecords') return answer;
      // As the recorder sorted and showed them.
      const raw = ({ Data }: { Data: Uint8Array }) => String.fromCharCode(...Data);
      const sorted = [...(answer as Read).Records].sort((a, b) => (raw(a) < raw(b) ? -1 : 1));
      return { ...answer, Records: sorted.map((one) => ({ ...one, Data: shown(one.Data) })) };
    },
    sleep: (seconds) => cloud.run(seconds),
    arnOf: (name) => name,
    fixtures: {
      async kinesis_create_stream(_args, { ShardCount = 1 }) {
        await send('kinesis', 'CreateStream', { StreamName: 'stream-name', ShardCount });
        return 'stream-name';
      },
      wait_for_stream_ready: () => cloud.run(10),
    },
  };
}

/** A row whose expectation of records, of which the recorder lost where they came from, refers to what was read. */
function mended(row: Transcript): Transcript {
  const text = JSON.stringify(row)
    .replaceAll('{{call2.StreamDescription}}.', '{{call2.StreamDescription.')
    .replaceAll(/(\{\{call2\.StreamDescription[\w.[\]]*)/g, '$1}}')
    .replaceAll(':<stream-name>', ':stream/stream-name');
  const mend = JSON.parse(text) as Transcript;
  for (const one of mend.expectations) if (one.key === 'Records') one.obj = '{{call8.Records}}';
  return mend;
}

describe('conversations with Kinesis Data Streams', () => {
  const transcripts = readTranscripts('transcripts-kinesis');
  if (!transcripts) {
    test.skip('the oracle: ../shared/oracles/transcripts-kinesis.jsonl is not here');
    return;
  }

  test.each(transcripts.map((row) => [shortName(row), row] as const))('%s', async (_name, row) => {
    await play(mended(row), stage());
  });

  test('both are there', () => {
    expect(transcripts).toHaveLength(2);
  });
});
