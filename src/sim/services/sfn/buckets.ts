/** How many calls a bucket holds, and how many come back each second. */
export type BucketSize = readonly [size: number, refill: number];

/** Regions with the larger buckets. */
const LARGE = ['us-east-1', 'us-west-2', 'eu-west-1'];

type Row = readonly [large: BucketSize, others: BucketSize];

const rare: Row = [
  [100, 1],
  [100, 1],
];
const tagging: Row = [
  [200, 1],
  [200, 1],
];
const callback: Row = [
  [3000, 500],
  [1500, 300],
];

/**
 * The token buckets of an account in a Region: of API actions, of StartExecution by the type of state machine, and of
 * state transitions, which only Standard executions have. StartSyncExecution has none.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html (checked 2026-11-28)
 */
export const bucketSizes: Readonly<Record<string, Row>> = {
  StateTransition: [
    [5000, 5000],
    [800, 800],
  ],
  StartExecution: [
    [1300, 300],
    [800, 150],
  ],
  'StartExecution of Express': [
    [6000, 6000],
    [6000, 6000],
  ],
  RedriveExecution: [
    [1300, 300],
    [800, 150],
  ],
  StopExecution: [
    [1000, 200],
    [500, 25],
  ],
  DescribeExecution: [
    [300, 15],
    [250, 10],
  ],
  GetExecutionHistory: [
    [400, 20],
    [400, 20],
  ],
  ListExecutions: [
    [200, 5],
    [100, 2],
  ],
  ListStateMachines: [
    [100, 5],
    [100, 5],
  ],
  ListActivities: [
    [100, 10],
    [100, 5],
  ],
  DescribeStateMachine: [
    [200, 20],
    [200, 20],
  ],
  GetActivityTask: callback,
  SendTaskSuccess: callback,
  SendTaskFailure: callback,
  SendTaskHeartbeat: callback,
  TagResource: tagging,
  UntagResource: tagging,
  DescribeActivity: tagging,
  DescribeMapRun: tagging,
  DescribeStateMachineAlias: tagging,
  DescribeStateMachineForExecution: tagging,
  ...Object.fromEntries(
    [
      ...['CreateActivity', 'CreateStateMachine', 'CreateStateMachineAlias', 'DeleteActivity'],
      ...['DeleteStateMachine', 'DeleteStateMachineAlias', 'DeleteStateMachineVersion', 'ListMapRuns'],
      ...['ListStateMachineAliases', 'ListStateMachineVersions', 'ListTagsForResource'],
      ...['PublishStateMachineVersion', 'UpdateStateMachine', 'UpdateStateMachineAlias'],
      'ValidateStateMachineDefinition',
    ].map((name): [string, Row] => [name, rare]),
  ),
};

/** The bucket of that name in a Region; undefined where AWS lists none. */
export function bucketSize(name: string, region: string): BucketSize | undefined {
  return bucketSizes[name]?.[LARGE.includes(region) ? 0 : 1];
}

/** A bucket that begins full, gives tokens, and fills at a steady rate. */
export class TokenBucket {
  readonly #size: number;
  readonly #refill: number;
  #tokens: number;
  #at = 0;

  constructor([size, refill]: BucketSize) {
    this.#size = size;
    this.#refill = refill;
    this.#tokens = size;
  }

  /** Takes a token at a time in seconds; false where there is none. */
  take(now: number): boolean {
    this.#fill(now);
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }

  /** Takes a token that may not be there yet; the seconds until it is. Who asks first gets the first. */
  reserve(now: number): number {
    this.#fill(now);
    this.#tokens--;
    return this.#tokens >= 0 ? 0 : -this.#tokens / this.#refill;
  }

  #fill(now: number): void {
    this.#tokens = Math.min(this.#size, this.#tokens + (now - this.#at) * this.#refill);
    this.#at = now;
  }
}
