/** What AWS does not tell about Kinesis Video Streams, as parameters: `cloud.kinesisvideo.model`. Seconds. */
export interface VideoModel {
  /** How long a stream that CreateStream makes is CREATING. Default 5. */
  creation: number;
}

/** What applies where nothing is set. */
export const defaultModel: Readonly<VideoModel> = { creation: 5 };
