import type { Reply, Simulation } from '../../../kernel/index.ts';

/** What a context tells, besides the clock. */
export interface ContextParts {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
  readonly awsRequestId: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  /** Writes a line to the log. */
  log(message: string): void;
}

/**
 * What a handler is told about its invocation, by the names of the Node.js runtime.
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
 */
export class InvocationContext implements ContextParts {
  /** The function's name. */
  readonly functionName: string;
  /** `$LATEST` or a number. */
  readonly functionVersion: string;
  /** The ARN by which it was called: with the alias or version, where one was named. */
  readonly invokedFunctionArn: string;
  /** In MB. */
  readonly memoryLimitInMB: string;
  /** The same on every retry of an asynchronous event. */
  readonly awsRequestId: string;
  /** Where its lines would go. */
  readonly logGroupName: string;
  /** One for each environment. */
  readonly logStreamName: string;
  /** The function's environment variables: simulated functions share one `process.env`, so they stand here. */
  readonly environment: Readonly<Record<string, string>>;
  /** Kept by AWS for callbacks; nothing here depends on it. */
  callbackWaitsForEmptyEventLoop = true;
  readonly #simulation: Simulation;
  readonly #log: (message: string) => void;
  readonly #deadline: number;
  readonly #cpuTime: (seconds: number) => number;

  /**
   * Made by the runtime.
   *
   * @param deadline when the invocation is cut off, in microseconds
   */
  constructor(
    parts: ContextParts,
    environment: Readonly<Record<string, string>>,
    simulation: Simulation,
    deadline: number,
    cpuTime: (seconds: number) => number,
  ) {
    this.functionName = parts.functionName;
    this.functionVersion = parts.functionVersion;
    this.invokedFunctionArn = parts.invokedFunctionArn;
    this.memoryLimitInMB = parts.memoryLimitInMB;
    this.awsRequestId = parts.awsRequestId;
    this.logGroupName = parts.logGroupName;
    this.logStreamName = parts.logStreamName;
    this.#log = (message) => parts.log(message);
    this.environment = environment;
    this.#simulation = simulation;
    this.#deadline = deadline;
    this.#cpuTime = cpuTime;
    // Libraries (middy, say) call it by itself, as AWS's context allows.
    this.getRemainingTimeInMillis = this.getRemainingTimeInMillis.bind(this);
  }

  /** Milliseconds until the function's timeout. */
  getRemainingTimeInMillis(): number {
    return Math.max(0, (this.#deadline - this.#simulation.nowMicros) / 1000);
  }

  /** Writes a line to the function's log, as console.log does on AWS: it goes to CloudWatch Logs. */
  log(message: string): void {
    this.#log(message);
  }

  /** Waits that many seconds: for a database, say. */
  sleep(seconds: number): Reply<void> {
    return this.#simulation.sleep(seconds);
  }

  /** Computes for that many seconds of one full vCPU: longer with less than 1,769 MB. */
  cpu(seconds: number): Reply<void> {
    return this.#simulation.sleep(this.#cpuTime(seconds));
  }
}
