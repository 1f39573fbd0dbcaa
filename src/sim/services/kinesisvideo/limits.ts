import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const GUIDE = 'https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/';
const QUOTAS = `${GUIDE}limits.html`;
const CREATE = `${GUIDE}API_CreateStream.html`;

/** What Amazon Kinesis Video Streams allows. Checked on 2026-11-28. */
export const videoLimits = {
  streams: row('Streams of an account', 'streams', QUOTAS, { max: 10_000 }, true),
  name: row('Name of a stream', 'characters', CREATE, { min: 1, max: 256 }),
  /** Zero by default (`CREATE`), ten years at most. */
  retention: row('Retention of a stream', 'hours', QUOTAS, { default: 0, min: 0, max: 87_600 }),
  bufferTime: row('Buffer of a stream that retains nothing: time', 'seconds', CREATE, { max: 300 }),
  bufferBytes: row('Buffer of a stream that retains nothing: size', 'MB', CREATE, { max: 200 }),
  fragmentDuration: row('Duration of a fragment', 'seconds', QUOTAS, { min: 1, max: 20 }),
  fragmentSize: row('Size of a fragment', 'MB', QUOTAS, { max: 50 }),
  listed: row('Entries of a page', 'entries', `${GUIDE}API_ListStreams.html`, {
    default: 10_000,
    min: 1,
    max: 10_000,
  }),
  tags: row('Tags of a stream', 'tags', `${GUIDE}API_TagStream.html`, { max: 50 }),
  tagKey: row('Key of a tag', 'characters', `${GUIDE}API_TagStream.html`, { min: 1, max: 128 }),
  tagValue: row('Value of a tag', 'characters', `${GUIDE}API_TagStream.html`, { min: 0, max: 256 }),
} satisfies Record<string, Limit>;
