import { type Cloud, minutes, type Shell } from 'desired-capacity';
import type { Program } from 'desired-capacity/kinesisanalyticsv2';

/** A configuration, and an application that counts clicks and runs. */
export async function setUp(cloud: Cloud, { files }: Shell): Promise<void> {
  const clicks = cloud.kinesis.stream('clicks', { shardCount: 1 });
  const program: Program = (env) =>
    env
      .fromSource(clicks)
      .keyBy(() => 'all')
      .window({ tumbling: minutes(1) })
      .count()
      .sinkTo(() => undefined);
  cloud.kinesisanalyticsv2.application('board2', { program });
  cloud.kinesisanalyticsv2.code('arn:aws:s3:::code/board.zip', program);
  await cloud.run(minutes(5));
  const board = {
    ApplicationCodeConfiguration: {
      CodeContentType: 'ZIPFILE',
      CodeContent: {
        S3ContentLocation: {
          BucketARN: 'arn:aws:s3:::code',
          FileKey: 'board.zip',
        },
      },
    },
  };
  files.set('board.json', JSON.stringify(board, undefined, 2));
}
