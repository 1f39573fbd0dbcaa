import { NotModelled, type Region } from '../../cloud/index.ts';
import { Registry } from '../../cloud/registry.ts';
import { withoutTags, withTags, type TagRules } from '../../cloud/tags.ts';
import { Service } from '../../tongue/service.ts';
import { invalid, videoError } from './errors.ts';
import { videoLimits as limits } from './limits.ts';
import { defaultModel, type VideoModel } from './model.ts';
import { schema, type Input, type Methods, type Output } from './schema.ts';
import { VideoStream } from './video-stream.ts';

/** How a video stream is made in short form. */
export interface VideoStreamOptions {
  /** Hours for which fragments are kept: 0 to 87,600. Default 0: nothing is kept. */
  readonly dataRetentionInHours?: number;
}

/**
 * Amazon Kinesis Video Streams in one Region: streams of media as fragments on a time line.
 * https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/what-is-kinesis-video.html
 */
export class KinesisVideo extends Service implements Methods {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly rules = {
    'CreateStreamInput.StreamName': { ...limits.name, pattern: '[a-zA-Z0-9_.-]+' },
    DataRetentionInHours: limits.retention,
    DataRetentionChangeInHours: { min: 1 },
    MaxResults: limits.listed,
  };
  /** What AWS does not tell, as parameters. */
  readonly model: VideoModel = { ...defaultModel };
  // In AWS's words: https://github.com/awslabs/amazon-kinesis-video-streams-producer-sdk-cpp/issues/433
  readonly #streams = new Registry<VideoStream>(() =>
    videoError('ResourceNotFoundException', 'The requested stream is not found or not active.'),
  );

  /** Made by `Cloud`. */
  constructor(region: Region) {
    super(region);
  }

  /** Makes a stream that is ACTIVE at once, or finds the one of that name. */
  stream(name: string, options: VideoStreamOptions = {}): VideoStream {
    const { dataRetentionInHours } = options;
    return this.#streams.find(name) ?? this.#make({ streamName: name, dataRetentionInHours }, 0);
  }

  createStream(input: Input<'CreateStream'>): Output<'CreateStream'> {
    if (input.streamStorageConfiguration?.defaultStorageTier === 'WARM')
      throw new NotModelled(schema.title, 'the warm tier');
    const all = withTags(new Map(), Object.entries(input.tags ?? {}), TAG_RULES);
    const stream = this.#make(input, this.model.creation);
    stream.tags = all;
    return { streamARN: stream.arn };
  }

  describeStream(input: Input<'DescribeStream'> = {}): Output<'DescribeStream'> {
    return { streamInfo: infoOf(this.#stream(input)) };
  }

  listStreams(input: Input<'ListStreams'> = {}): Output<'ListStreams'> {
    const { maxResults: size = limits.listed.default, nextToken, streamNameCondition } = input;
    const begins = streamNameCondition?.comparisonValue ?? '';
    const request = { nextToken, size, badToken: () => invalid('NextToken is not valid.') };
    const { page, ...more } = this.#streams.page(request, ({ name }) => name.startsWith(begins));
    return { streamInfoList: page.map(infoOf), ...more };
  }

  updateStream(input: Input<'UpdateStream'>): Output<'UpdateStream'> {
    const stream = this.#current(input);
    stream.deviceName = input.deviceName ?? stream.deviceName;
    stream.version++;
    return {};
  }

  /** Raises or lowers the retention by so many hours. */
  updateDataRetention(input: Input<'UpdateDataRetention'>): Output<'UpdateDataRetention'> {
    const stream = this.#current(input);
    const { operation, dataRetentionChangeInHours: change } = input;
    const hours = stream.retentionHours + (operation === 'DECREASE_DATA_RETENTION' ? -change : change);
    if (hours < limits.retention.min || hours > limits.retention.max)
      throw invalid(`A retention of ${hours} hours is not possible.`);
    stream.retentionHours = hours;
    return {};
  }

  deleteStream({ streamARN, currentVersion }: Input<'DeleteStream'>): Output<'DeleteStream'> {
    const stream = this.#stream({ streamARN });
    if (currentVersion !== undefined) this.#current({ streamARN, currentVersion });
    this.#streams.remove(stream.name);
    return {};
  }

  /** Where the media of a stream are put and read: each API of media has an address of its own. */
  getDataEndpoint(input: Input<'GetDataEndpoint'>): Output<'GetDataEndpoint'> {
    this.#stream(input);
    const kind = input.apiName.startsWith('GET_') || input.apiName === 'LIST_FRAGMENTS' ? 'b' : 's';
    return { dataEndpoint: `https://${kind}-01234567.kinesisvideo.${this.region.name}.amazonaws.com` };
  }

  tagStream({ tags, ...ref }: Input<'TagStream'>): Output<'TagStream'> {
    const stream = this.#stream(ref);
    stream.tags = withTags(stream.tags, Object.entries(tags), TAG_RULES);
    return {};
  }

  untagStream({ tagKeyList, ...ref }: Input<'UntagStream'>): Output<'UntagStream'> {
    const stream = this.#stream(ref);
    stream.tags = withoutTags(stream.tags, tagKeyList);
    return {};
  }

  listTagsForStream(input: Input<'ListTagsForStream'> = {}): Output<'ListTagsForStream'> {
    return { tags: Object.fromEntries(this.#stream(input).tags) };
  }

  #make(input: Input<'CreateStream'>, creation: number): VideoStream {
    const {
      streamName: name,
      dataRetentionInHours = limits.retention.default,
      deviceName,
      mediaType,
    } = input;
    if (this.#streams.has(name))
      throw videoError('ResourceInUseException', `The stream ${name} already exists.`);
    if (this.#streams.size >= this.quota(limits.streams))
      throw videoError(
        'AccountStreamLimitExceededException',
        'The account has as many streams as it can have.',
      );
    const options = {
      ...{ name, retentionHours: dataRetentionInHours },
      ...(deviceName !== undefined && { deviceName }),
      ...(mediaType !== undefined && { mediaType }),
    };
    return this.#streams.add(name, new VideoStream(this.region, options, creation));
  }

  #stream({ streamName, streamARN }: { streamName?: string | undefined; streamARN?: string | undefined }) {
    const name = streamName ?? streamARN?.split('/')[1];
    if (name === undefined) throw invalid('Either StreamName or StreamARN is required.');
    return this.#streams.get(name);
  }

  /** The stream, if the caller knows its version. */
  #current(input: {
    streamName?: string | undefined;
    streamARN?: string | undefined;
    currentVersion: string;
  }) {
    const stream = this.#stream(input);
    if (input.currentVersion !== versionOf(stream))
      throw videoError('VersionMismatchException', 'The stream version is not the latest one.');
    return stream;
  }
}

/** The version as AWS gives it: text that changes with each update. */
const versionOf = ({ version }: VideoStream) => `v${String(version).padStart(19, '0')}`;

const infoOf = (stream: VideoStream) => ({
  streamName: stream.name,
  streamARN: stream.arn,
  status: stream.lifecycle.state,
  creationTime: stream.created,
  dataRetentionInHours: stream.retentionHours,
  version: versionOf(stream),
  ...(stream.deviceName !== undefined && { deviceName: stream.deviceName }),
  ...(stream.mediaType !== undefined && { mediaType: stream.mediaType }),
});

const TAG_RULES: TagRules = {
  limits,
  badKey: (key) => invalid(`The tag key ${key} is not valid.`),
  badValue: (value, key) => invalid(`The value ${value} of the tag ${key} is not valid.`),
  tooMany: () => videoError('TagsPerResourceExceededLimitException', 'A stream has 50 tags at most.'),
};
