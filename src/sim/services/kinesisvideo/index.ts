/** Amazon Kinesis Video Streams: media as fragments on a time line. */
export type { FragmentSelector, MediaFragment, StartSelector, StoredFragment } from './fragment.ts';
export { KinesisVideo, type VideoStreamOptions } from './kinesis-video.ts';
export { videoLimits } from './limits.ts';
export type { VideoModel } from './model.ts';
export { videoPrices } from './prices.ts';
export { type VideoStream } from './video-stream.ts';
