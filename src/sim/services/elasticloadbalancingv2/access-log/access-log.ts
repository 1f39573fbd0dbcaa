import { utf8 } from '../../../cloud/digest/index.ts';
import { gzip } from '../../../cloud/gzip.ts';
import { AwsError, type Region } from '../../../cloud/index.ts';
import { networkOf } from '../../../cloud/network-port.ts';
import { policyIn, refusalOf } from '../../../cloud/policy/index.ts';
import type { RandomStream, Timer, Yieldable } from '../../../kernel/index.ts';
import { invalidConfiguration, validationError } from '../error.ts';
import type { ElbModel } from '../model.ts';
import { describe, type Ended } from './describe.ts';
import { writeLine } from './line.ts';

/** Seconds between two files of a node. */
const INTERVAL = 300;
/** Who writes the files, as a bucket's policy names it. */
const PRINCIPAL = 'logdelivery.elasticloadbalancing.amazonaws.com';

/** A load balancer, as far as its access log asks it. */
export interface Logged {
  readonly arn: string;
  readonly region: Region;
  readonly model: ElbModel;
  /** `app/web/50dc6c495c0c9188`. */
  readonly dimension: string;
  /** The value of one of its attributes. */
  value(name: string): string | undefined;
}

/** The node that took a request, as far as the log asks it. */
export interface LoggingNode {
  readonly network: { readonly privateAddress: string; readonly publicAddress?: string | undefined };
}

/**
 * The access log of an Application Load Balancer: a line a request, a file a node every five minutes by the clock. A node
 * that took no request writes no file. Delivery is best effort: what the bucket refuses is lost.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html
 */
export class AccessLog {
  readonly #balancer: Logged;
  readonly #bucket: string;
  /** Where the account's files begin in the bucket. */
  readonly #folder: string;
  readonly #random: RandomStream;
  readonly #lines = new Map<LoggingNode, string[]>();
  readonly #clients = new Map<string, { address: string; port: number; connection: string }>();
  #timer: Timer | undefined;

  /** Begins a log. Throws InvalidConfigurationRequest where the bucket's policy does not let the log be written. */
  constructor(balancer: Logged) {
    this.#balancer = balancer;
    this.#random = balancer.region.world.simulation.random(`access log/${balancer.arn}`);
    const { region, dimension } = balancer;
    const prefix = balancer.value('access_logs.s3.prefix') ?? '';
    if (prefix.includes('AWSLogs'))
      throw validationError("'access_logs.s3.prefix' must not include the string 'AWSLogs'");
    this.#bucket = balancer.value('access_logs.s3.bucket')!;
    this.#folder = `${prefix && `${prefix}/`}AWSLogs/${region.account}`;
    const test = `${this.#folder}/ELBAccessLogTestFile`;
    if (!this.#admitted(test))
      throw invalidConfiguration(
        `Access Denied for bucket: ${this.#bucket}. Please check S3bucket permission`,
      );
    this.#put(test, utf8(`Enable AccessLog for ELB: ${dimension}`));
    this.#wait();
  }

  /** Notes a request that has ended. */
  add(node: LoggingNode, from: string, ended: Ended): void {
    const { region, model, dimension } = this.#balancer;
    if (model.accessLogGaps > 0 && this.#random.next() < model.accessLogGaps) return;
    const line = describe(ended, {
      date: (seconds) => this.#date(seconds),
      targetAddress: addressOf(region, ended),
      client: this.#client(from),
      trace: `Root=1-${Math.floor(region.world.simulation.epochMillis / 1000).toString(16)}-${this.#hex(24)}`,
      elb: dimension,
      node: this.#nodeAddress(node),
      bytes: model.bytes,
    });
    const lines = this.#lines.get(node);
    if (lines) lines.push(writeLine(line));
    else this.#lines.set(node, [writeLine(line)]);
  }

  /** Ends the log: what is not delivered yet is delivered now. */
  stop(): void {
    this.#timer?.cancel();
    this.#deliver();
  }

  #wait(): void {
    const { simulation } = this.#balancer.region.world;
    const rest = INTERVAL - ((simulation.epochMillis / 1000) % INTERVAL);
    this.#timer = simulation.timer(rest, () => {
      this.#deliver();
      this.#wait();
    });
  }

  #deliver(): void {
    const { region, dimension } = this.#balancer;
    const { account, name } = region;
    const end = new Date(region.world.simulation.epochMillis).toISOString();
    const day = end.slice(0, 10).replaceAll('-', '/');
    const minute = `${end.slice(0, 16).replace(/[-:]/g, '')}Z`;
    for (const [node, lines] of this.#lines) {
      const file = `${account}_elasticloadbalancing_${name}_${dimension.replaceAll('/', '.')}_${minute}_${this.#nodeAddress(node)}_${this.#hex(8)}.log.gz`;
      this.#put(`${this.#folder}/elasticloadbalancing/${name}/${day}/${file}`, gzip(utf8(`${lines.join('\n')}\n`)));
    }
    this.#lines.clear();
  } // prettier-ignore

  #put(key: string, body: Uint8Array): void {
    if (!this.#admitted(key)) return;
    const { region } = this.#balancer;
    const input = { Bucket: this.#bucket, Key: key, Body: body };
    void region.world.simulation.process(function* (): Generator<Yieldable, void, never> {
      try {
        yield* region.call('s3', 'PutObject', input);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
      }
    }, 'access log');
  }

  #admitted(key: string): boolean {
    const { region, arn: from } = this.#balancer;
    const arn = `arn:${region.partition}:s3:::${this.#bucket}`;
    const text = region.policyOf(arn);
    const policy = text === undefined ? undefined : { name: 'the bucket’s policy', document: policyIn(text, 'resource') };
    return refusalOf(policy, 's3:PutObject', `${arn}/${key}`, { payload: '', principal: PRINCIPAL, from }) === undefined;
  } // prettier-ignore

  /** A client by the name of its place; one without an address gets one of those that are kept for examples. */
  #client(from: string): { address: string; port: number; connection: string } {
    let client = this.#clients.get(from);
    if (!client) {
      const number = this.#clients.size;
      const address = /^\d+(\.\d+){3}$/.test(from) ? from : `203.0.113.${(number % 254) + 1}`;
      client = { address, port: this.#random.integer(1024, 65_535), connection: `TID_${this.#hex(32)}` };
      this.#clients.set(from, client);
    }
    return client;
  }

  #nodeAddress({ network }: LoggingNode): string {
    return network.publicAddress ?? network.privateAddress;
  }

  #date(seconds: number): string {
    const { simulation } = this.#balancer.region.world;
    const start = simulation.epochMillis - Math.floor(simulation.nowMicros / 1000);
    const micros = Math.round(seconds * 1e6);
    const millis = Math.floor(micros / 1000);
    return `${new Date(start + millis).toISOString().slice(0, -1)}${String(micros % 1000).padStart(3, '0')}Z`;
  }

  #hex(length: number): string {
    return Array.from({ length }, () => this.#random.integer(0, 15).toString(16)).join('');
  }
}

/** Address and port of a target; undefined for a function, and where none was chosen. */
function addressOf(region: Region, { target, facts }: Ended): string | undefined {
  if (!target || facts.group?.lambda) return undefined;
  const { id, port } = target;
  return `${networkOf(region).whereIs(id)?.address ?? id}:${port}`;
}
