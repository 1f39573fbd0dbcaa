import { Cloud, type Reply } from 'desired-capacity';
import { describe, expect, test } from 'vitest';
import { play, type Stage } from './player.ts';
import { readTranscripts, shortName } from './transcript.ts';

const ACCOUNT = '111111111111';

function stage(): Stage {
  const cloud = new Cloud({ account: ACCOUNT });
  const send = cloud.send.bind(cloud) as unknown as (
    service: string,
    operation: string,
    params: object,
  ) => Reply<object>;
  return {
    call: async (client, operation, params) => send(client, operation, params),
    sleep: (seconds) => cloud.run(seconds),
    arnOf: (name) => name,
    fixtures: {
      create_template: async (_, { template }) => send('ses', 'CreateTemplate', { Template: template }),
      async setup_email_addresses() {
        const addresses = ['one@example.com', 'two@example.com'];
        cloud.ses.verify(...addresses);
        return addresses;
      },
      ses_configuration_set: async ([Name]) =>
        send('ses', 'CreateConfigurationSet', { ConfigurationSet: { Name } }),
    },
  };
}

const transcripts = readTranscripts('transcripts-ses');

describe('conversations with Amazon SES', () => {
  if (!transcripts) {
    test.skip('the oracle: ../shared/oracles/transcripts-ses.jsonl is not here');
    return;
  }

  test.each(transcripts.map((row) => [shortName(row), row] as const))('%s', async (_name, row) => {
    await play(row, stage());
  });

  test('all 13 are there', () => {
    expect(transcripts).toHaveLength(13);
  });
});
