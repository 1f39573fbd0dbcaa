import type * as aws from './schema.ts';

/** What EBS says of a type of volume. */
export interface VolumeTypeFacts {
  /** The smallest and the largest volume, GiB. */
  readonly size: readonly [least: number, most: number];
  /** The bounds of the I/O operations a second that can be asked for; undefined where none can. */
  readonly iops?: readonly [least: number, most: number];
  /** Whether they have to be asked for. */
  readonly asksIops: boolean;
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVolume.html (2026-11-28) */
export const VOLUME_TYPES: Readonly<Record<aws.VolumeType, VolumeTypeFacts>> = {
  gp3: { size: [1, 65_536], iops: [3000, 80_000], asksIops: false },
  gp2: { size: [1, 16_384], asksIops: false },
  io2: { size: [4, 65_536], iops: [100, 256_000], asksIops: true },
  io1: { size: [4, 16_384], iops: [100, 64_000], asksIops: true },
  st1: { size: [125, 16_384], asksIops: false },
  sc1: { size: [125, 16_384], asksIops: false },
  standard: { size: [1, 1024], asksIops: false },
};
