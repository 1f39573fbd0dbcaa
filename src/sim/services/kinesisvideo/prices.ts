import type { Price } from '../../cloud/index.ts';

const common = {
  service: 'Amazon Kinesis Video Streams',
  region: 'us-east-1',
  asOf: '2026-11-28',
  source: 'https://aws.amazon.com/kinesis/video-streams/pricing/',
};

/**
 * What Amazon Kinesis Video Streams charges for streams, by the GB. Its pricing page fills its tables by script: the
 * amounts are those of its examples for US East. Not modelled: HLS, images, the warm tier, WebRTC.
 */
export const videoPrices = {
  ingested: { ...common, item: 'data put', unit: 'GB', tiers: [{ usd: 0.0085, per: 1 }] },
  consumed: { ...common, item: 'data read', unit: 'GB', tiers: [{ usd: 0.0085, per: 1 }] },
  stored: { ...common, item: 'data stored', unit: 'GB months', tiers: [{ usd: 0.023, per: 1 }] },
} as const satisfies Record<string, Price>;
