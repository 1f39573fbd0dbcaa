import { Cloud, type Reply } from 'desired-capacity';
import { describe, expect, test } from 'vitest';
import { play, type Stage } from './player.ts';
import { readTranscripts, shortName, type Transcript } from './transcript.ts';

const ACCOUNT = '111111111111';

/** The suite's role, which the recorder lost. */
const ROLE = `arn:aws:iam::${ACCOUNT}:role/role-name`;

function stage(): Stage {
  const cloud = new Cloud({ account: ACCOUNT });
  const send = cloud.send.bind(cloud) as unknown as (
    service: string,
    operation: string,
    params: object,
  ) => Reply<Record<string, string>>;
  return {
    async call(client, operation, params) {
      // Roles are not checked; their ARNs are all that a schedule needs.
      if (client === 'iam') return { Role: { Arn: ROLE } };
      return send(client, operation, params);
    },
    sleep: (seconds) => cloud.run(seconds),
    arnOf: (name) => name,
    fixtures: {
      async events_scheduler_create_schedule_group([Name]) {
        return (await send('scheduler', 'CreateScheduleGroup', { Name })).ScheduleGroupArn;
      },
    },
  };
}

const transcripts = readTranscripts('transcripts-scheduler');

/** A row with the role that the recorder lost, and with what REST errors do not tell. */
function mended(row: Transcript): Transcript {
  const mend = JSON.parse(JSON.stringify(row).replaceAll('<<fn ?>>', ROLE)) as Transcript;
  for (const { recorded } of mend.expectations) {
    const { Error: error } = recorded as { Error?: { Type?: string } };
    if (error) error.Type = 'Sender';
  }
  return mend;
}

describe('conversations with EventBridge Scheduler', () => {
  if (!transcripts) {
    test.skip('the oracle: ../shared/oracles/transcripts-scheduler.jsonl is not here');
    return;
  }

  test.each(transcripts.map((row) => [shortName(row), row] as const))('%s', async (_name, row) => {
    await play(mended(row), stage());
  });

  test('all 14 are there', () => {
    expect(transcripts).toHaveLength(14);
  });
});
