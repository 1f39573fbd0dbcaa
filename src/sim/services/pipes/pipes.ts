import { parseArn, type Metric, type Region } from '../../cloud/index.ts';
import { pageOf } from '../../cloud/page.ts';
import { withoutTags, withTags, type TagRules } from '../../cloud/tags.ts';
import { Service } from '../../tongue/service.ts';
import { notValid, pipesError } from './errors.ts';
import { pipesLimits as limits } from './limits.ts';
import type { PipesMetricName } from './metrics.ts';
import { defaultModel, type PipesModel } from './model.ts';
import { Pipe } from './pipe.ts';
import { schema, type Input, type Methods, type Output } from './schema.ts';

/**
 * Amazon EventBridge Pipes in one Region, over queues: other sources are not modelled.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes.html
 */
export class Pipes extends Service implements Methods {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly needs = ['sqs'];
  static override readonly rules = {
    'CreatePipeRequest.Name': { min: 1, max: 64, pattern: '[\\.\\-_A-Za-z0-9]+' },
    Description: { max: 512 },
    Filters: limits.filters,
    Pattern: limits.pattern,
    InputTemplate: limits.inputTemplate,
    BatchSize: limits.batchSize,
    MaximumBatchingWindowInSeconds: limits.window,
    Limit: limits.listed,
  };
  /** What AWS does not tell, as parameters. */
  readonly model: PipesModel;
  readonly #pipes = new Map<string, Pipe>();

  /** Made by `Cloud`. */
  constructor(region: Region) {
    super(region);
    this.model = { ...defaultModel, scaling: { ...defaultModel.scaling } };
  }

  createPipe({ tags = {}, ...settings }: Input<'CreatePipe'>): Output<'CreatePipe'> {
    const { name } = settings;
    if (this.#pipes.has(name)) throw pipesError('ConflictException', `Pipe ${name} already exists.`);
    if (this.#pipes.size >= this.quota(limits.pipes))
      throw pipesError('ServiceQuotaExceededException', 'The account has as many pipes as it can have.');
    const all = withTags(new Map(), Object.entries(tags), TAG_RULES);
    const pipe = new Pipe(this.region, this.model, settings);
    pipe.tags = all;
    this.#pipes.set(name, pipe);
    return pipe.summary();
  }

  describePipe({ name }: Input<'DescribePipe'>): Output<'DescribePipe'> {
    return this.#pipe(name).describe();
  }

  updatePipe({ name, ...given }: Input<'UpdatePipe'>): Output<'UpdatePipe'> {
    const pipe = this.#pipe(name);
    pipe.update(given);
    return pipe.summary();
  }

  startPipe({ name }: Input<'StartPipe'>): Output<'StartPipe'> {
    const pipe = this.#pipe(name);
    pipe.desire('RUNNING');
    return pipe.summary();
  }

  stopPipe({ name }: Input<'StopPipe'>): Output<'StopPipe'> {
    const pipe = this.#pipe(name);
    pipe.desire('STOPPED');
    return pipe.summary();
  }

  deletePipe({ name }: Input<'DeletePipe'>): Output<'DeletePipe'> {
    const pipe = this.#pipe(name);
    pipe.delete(() => this.#pipes.delete(name));
    return { ...pipe.summary(), desiredState: 'DELETED' };
  }

  listPipes(input: Input<'ListPipes'> = {}): Output<'ListPipes'> {
    const { namePrefix = '', sourcePrefix = '', targetPrefix = '', desiredState, currentState } = input;
    const all = [...this.#pipes.values()]
      .map((pipe) => pipe.summary())
      .filter(
        (one) =>
          one.name!.startsWith(namePrefix) &&
          one.source!.startsWith(sourcePrefix) &&
          one.target!.startsWith(targetPrefix) &&
          (desiredState ?? one.desiredState) === one.desiredState &&
          (currentState ?? one.currentState) === one.currentState,
      );
    const { nextToken, limit: size = limits.listed.default } = input;
    const { page: pipes, ...more } = pageOf(all, {
      nextToken,
      size,
      badToken: () => notValid('Invalid NextToken.'),
    });
    return { pipes, ...more };
  }

  tagResource({ resourceArn, tags }: Input<'TagResource'>): Output<'TagResource'> {
    const pipe = this.#pipe(nameIn(resourceArn));
    pipe.tags = withTags(pipe.tags, Object.entries(tags), TAG_RULES);
    return {};
  }

  untagResource({ resourceArn, tagKeys }: Input<'UntagResource'>): Output<'UntagResource'> {
    const pipe = this.#pipe(nameIn(resourceArn));
    pipe.tags = withoutTags(pipe.tags, tagKeys);
    return {};
  }

  listTagsForResource({ resourceArn }: Input<'ListTagsForResource'>): Output<'ListTagsForResource'> {
    return { tags: Object.fromEntries(this.#pipe(nameIn(resourceArn)).tags) };
  }

  /** One of a pipe's CloudWatch metrics: `cloud.record(cloud.pipes.metric('orders', 'Invocations'))`. */
  metric(pipe: string, name: PipesMetricName): Metric {
    return this.#pipe(pipe).metrics.get(name);
  }

  #pipe(name: string): Pipe {
    const pipe = this.#pipes.get(name);
    if (!pipe) throw pipesError('NotFoundException', `Pipe ${name} does not exist.`);
    return pipe;
  }
}

const nameIn = (arn: string): string => parseArn(arn)?.resource.replace(/^pipe\//, '') ?? '';

const TAG_RULES: TagRules = {
  limits,
  badKey: (key) => notValid(`The tag key ${key} is not valid.`),
  badValue: (value, key) => notValid(`The value ${value} of the tag ${key} is not valid.`),
  tooMany: () => pipesError('ServiceQuotaExceededException', 'A pipe can have 50 tags at most.'),
};
