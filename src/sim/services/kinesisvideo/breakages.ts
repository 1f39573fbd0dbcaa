import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break Kinesis Video Streams. */
export const breakages = {
  'retains by default': {
    file: 'kinesis-video.ts',
    text: 'dataRetentionInHours = limits.retention.default',
    instead: 'dataRetentionInHours = 24',
  },
  'has one time only': {
    file: 'video-stream.ts',
    text: "const time = type === 'SERVER_TIMESTAMP' ? fragment.serverTimestamp : fragment.producerTimestamp;",
    instead: 'const time = type === undefined ? 0 : -fragment.serverTimestamp;',
  },
  'tells no reader': {
    file: 'video-stream.ts',
    text: 'this.#arrived.fire();',
    instead: '',
  },
} as const satisfies Breakages;
