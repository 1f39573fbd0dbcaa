/** A stretch of video as a producer hands it in: frames that can be decoded without those before. */
export interface MediaFragment {
  /** When it was recorded, in seconds of the Unix epoch. Default: now. */
  readonly producerTimestamp?: number;
  /** Seconds that it lasts: 20 at most. */
  readonly duration: number;
  /** Its frames, in their order: the model keeps them as they are, and asks nothing of their format. */
  readonly frames: readonly unknown[];
  /** Its size in bytes. Default 1 MB a second. */
  readonly bytes?: number;
}

/** A fragment as the stream keeps it: with a number and both times. */
export interface StoredFragment {
  /** Its number, which rises along the stream. */
  readonly fragmentNumber: string;
  /** When it was recorded, in seconds of the Unix epoch. */
  readonly producerTimestamp: number;
  /** When it arrived, in seconds of the Unix epoch. */
  readonly serverTimestamp: number;
  /** Seconds. */
  readonly duration: number;
  /** Bytes. */
  readonly bytes: number;
  /** Its frames. */
  readonly frames: readonly unknown[];
}

/** Where GetMedia begins. Times in seconds of the Unix epoch. */
export type StartSelector =
  | { readonly type: 'NOW' | 'EARLIEST' }
  | { readonly type: 'FRAGMENT_NUMBER'; readonly afterFragmentNumber: string }
  | { readonly type: 'SERVER_TIMESTAMP' | 'PRODUCER_TIMESTAMP'; readonly startTimestamp: number };

/** Which fragments ListFragments names: by one of the two times, both ends included. */
export interface FragmentSelector {
  /** Default: SERVER_TIMESTAMP. */
  readonly type?: 'SERVER_TIMESTAMP' | 'PRODUCER_TIMESTAMP';
  /** The first moment. Default: the oldest. */
  readonly startTimestamp?: number;
  /** The last moment. Default: now. */
  readonly endTimestamp?: number;
}
