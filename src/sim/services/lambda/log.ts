import { AwsError, type Region } from '../../cloud/index.ts';
import type { Configuration } from './configuration.ts';
import { errorPayload } from './function-error.ts';
import type { InvokeResult } from './invocation.ts';

/** What a log needs to know of its version. */
interface Source {
  readonly fn: { readonly arn: string; readonly account: { readonly region: Region } };
  readonly configuration: Configuration;
  readonly version: string;
}
type Report = InvokeResult['report'] & object;

/** The lines that the platform writes about an invocation. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html */
export function platformLines(
  requestId: string,
  { duration, billed, init, coldStart }: Report,
  { version, configuration }: Pick<Source, 'version' | 'configuration'>,
): { readonly start: string; readonly end: string; readonly report: string } {
  const { memorySize } = configuration;
  const initialised = coldStart ? `\tInit Duration: ${(init / 1000).toFixed(2)} ms` : '';
  return {
    start: startLine(requestId, version),
    end: `END RequestId: ${requestId}`,
    report: `REPORT RequestId: ${requestId}\tDuration: ${(duration / 1000).toFixed(2)} ms\tBilled Duration: ${billed} ms\tMemory Size: ${memorySize} MB\tMax Memory Used: ${memorySize} MB${initialised}\t`,
  };
}

const startLine = (requestId: string, version: string) => `START RequestId: ${requestId} Version: ${version}`;

/**
 * Writes the lines of one version's invocations to CloudWatch Logs, if the execution role may do so, in the text format.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
 */
export class FunctionLog {
  readonly #source: Source;

  constructor(source: Source) {
    this.#source = source;
  }

  /** An invocation begins. */
  start(stream: string, requestId: string): void {
    if (this.#heard) this.#write(stream, startLine(requestId, this.#source.version));
  }

  /** The code prints a line. */
  print(stream: string, requestId: string, message: string, level = 'INFO'): void {
    if (this.#heard) this.#write(stream, `${this.#date}\t${requestId}\t${level}\t${message}`);
  }

  /** An invocation has ended. */
  end(stream: string, requestId: string, report: Report): void {
    if (!this.#heard) return;
    const lines = platformLines(requestId, report, this.#source);
    const { outcome } = report;
    const timedOut = outcome.status === 'timed-out';
    if (outcome.status !== 'succeeded' && outcome.status !== 'restore-failed' && !timedOut)
      this.print(
        stream,
        requestId,
        `Invoke Error \t${JSON.stringify(errorPayload(outcome, requestId, report))}`,
        'ERROR',
      );
    this.#write(stream, lines.end);
    this.#write(stream, lines.report);
    if (timedOut) this.#write(stream, `${this.#date} ${requestId} Task timed out after ${this.#source.configuration.timeout.toFixed(2)} seconds`); // prettier-ignore
  }

  get #heard(): boolean {
    return this.#source.fn.account.region.logs.heard;
  }

  get #date(): string {
    return new Date(this.#source.fn.account.region.world.simulation.epochMillis).toISOString();
  }

  #write(stream: string, message: string): void {
    const { fn, configuration } = this.#source;
    const { region } = fn.account;
    const { logGroup: group } = configuration.logging;
    try {
      const arn = region.arn('logs', `log-group:${group}:log-stream:${stream}`);
      region.world.guard?.admitDelivery({ region, arn, service: 'cloudwatchlogs', roleArn: configuration.role, from: fn.arn }); // prettier-ignore
    } catch (error) {
      if (error instanceof AwsError) return;
      throw error;
    }
    region.logs.write({ group, stream, message });
  }
}
