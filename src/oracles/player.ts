import { AwsError } from 'desired-capacity';
import { difference, fill, hasToken, type Bindings, type MatchOptions } from './match.ts';
import type { Assertion, Expectation, Step, Transcript } from './transcript.ts';

/** What a conversation is played on. */
export interface Stage extends MatchOptions {
  /** Calls an operation, in AWS's spelling. It fails with AwsError where AWS would refuse. */
  call(client: string, operation: string, params: Record<string, unknown>): PromiseLike<object>;
  /** Lets that many seconds pass. */
  sleep(seconds: number): PromiseLike<void>;
  /** The helpers of the original suite. */
  fixtures: Record<string, (args: unknown[], params: Record<string, unknown>) => PromiseLike<unknown>>;
  /** What `arn-of(…)` gives: the ARN of a resource that a conversation knows by its URL or name. */
  arnOf(resource: string): string;
  /** How an error that boto3 showed is spelt: code on the wire to the name of its shape, where AWS's model has none. */
  shapeOf?(error: AwsError): string;
}

/** A conversation that went another way, or that can't be played. */
export class Differs extends Error {}

/** Plays a conversation; throws Differs at the first thing that is not as it was recorded. */
export async function play(transcript: Transcript, stage: Stage): Promise<void> {
  const { steps, expectations, asserts } = transcript;
  const run = new Run(stage, expectations);
  const turns = [
    ...steps.map((step) => ({ at: step.i, play: () => run.step(step) })),
    ...expectations.map((expectation) => ({ at: expectation.after, play: () => run.expect(expectation) })),
    ...asserts.map((assertion) => ({ at: assertion.i, play: () => run.assert(assertion) })),
  ];
  turns.sort((a, b) => a.at - b.at);
  for (const turn of turns) await turn.play();
}

class Run {
  readonly #stage: Stage;
  readonly #expectations: readonly Expectation[];
  readonly #bindings: Bindings = new Map();
  readonly #answers = new Map<number, unknown>();
  readonly #errors = new Map<number, { error: AwsError; operation: string }>();

  constructor(stage: Stage, expectations: readonly Expectation[]) {
    this.#stage = stage;
    this.#expectations = expectations;
  }

  async step(step: Step): Promise<void> {
    if (step.sleep !== undefined) return this.#stage.sleep(step.sleep);
    const { i, client = '', op = '', raises = false } = step;
    const operation = pascal(op);
    if (this.#unbound(step.params)) this.#lookAhead();
    const params = this.#resolve(step.params ?? {}) as Record<string, unknown>;
    const fixture = client === 'fixture' ? this.#stage.fixtures[op] : undefined;
    if (client === 'fixture' && !fixture) throw new Differs(`there is no helper ${op}`);
    let answer: unknown;
    try {
      if (fixture) answer = await fixture(this.#resolve(step.args ?? []) as unknown[], params);
      else answer = await this.#stage.call(client, operation, params);
    } catch (error) {
      if (!raises || !(error instanceof AwsError)) throw new Differs(`${op} fails with ${String(error)}`);
      this.#errors.set(i, { error, operation });
      return;
    }
    if (raises) throw new Differs(`${op} succeeds with ${JSON.stringify(answer)}, and was refused`);
    this.#answers.set(i, answer);
  }

  #unbound(params: unknown): boolean {
    return hasToken(fill(JSON.stringify(params ?? {}), this.#bindings));
  }

  /** A token may be used before the answer that it stands in is compared: what can be told of it is taken from there. */
  #lookAhead(): void {
    for (const { obj, recorded } of this.#expectations) {
      const came = isError(obj) ? undefined : this.#resolve(obj);
      if (came !== undefined) difference(came, recorded, this.#bindings, this.#stage);
    }
  }

  expect({ key, obj, recorded }: Expectation): void {
    if (typeof recorded === 'string' && isError(obj)) {
      const text = this.#errorText(obj.$err);
      if (text !== recorded) throw new Differs(`${key}: '${text}', and was '${recorded}'`);
      return;
    }
    const [came, was] = isError(obj)
      ? [this.#errorLike(obj.$err, recorded as RecordedError), withStatus(recorded as RecordedError)]
      : [this.#resolve(obj), recorded];
    const why = difference(came, was, this.#bindings, this.#stage);
    if (why) throw new Differs(`${key}: ${why}`);
  }

  assert(assertion: Assertion): void {
    const { op, src } = assertion;
    // What the recorder had only as a constant says nothing about the model.
    if (assertion.leftErr || assertion.rightErr) return;
    if (!refers(assertion.left) && !refers(assertion.right)) return;
    const left = this.#resolve(assertion.left);
    const right = this.#resolve(assertion.right);
    if (!holds(op, left, right, isSet(src))) {
      throw new Differs(`${src}: ${JSON.stringify(left)} ${op} ${JSON.stringify(right)} does not hold`);
    }
  }

  /** An error as boto3 showed it; the name of its shape only where that was recorded. */
  #errorLike(step: number, { Error: recorded }: RecordedError): object {
    const error = this.#errors.get(step)!.error;
    const { code: Code, message: Message, $fault, $metadata } = error;
    const Type = $fault === 'client' ? 'Sender' : 'Receiver';
    const shape = 'QueryErrorCode' in recorded && {
      QueryErrorCode: this.#stage.shapeOf?.(error) ?? error.name,
    };
    return { Error: { Code, Message, Type, ...shape }, status: $metadata.httpStatusCode };
  }

  #errorText(step: number): string {
    const { error, operation } = this.#errors.get(step)!;
    return `An error occurred (${error.code}) when calling the ${operation} operation: ${error.message}`;
  }

  /** A value with its references followed, its tokens filled in and its bytes made bytes. */
  #resolve(value: unknown): unknown {
    if (typeof value === 'string') return this.#resolveText(value);
    if (Array.isArray(value)) return value.map((item) => this.#resolve(item));
    if (typeof value !== 'object' || value === null) return value;
    const { $call, $bytes } = value as { $call?: number; $bytes?: string };
    if ($call !== undefined) return this.#answers.get($call);
    if ($bytes !== undefined) return Uint8Array.from($bytes, (c) => c.charCodeAt(0));
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.#resolve(item)]));
  }

  #resolveText(text: string): unknown {
    if (text.includes('<<')) throw new Differs(`the recorder lost ${text}`);
    const whole = /^(len\()?\{\{call(\d+)([^}]*)\}\}((?:\.\w+|\[\d+\])*)\)?$/.exec(text);
    if (whole) {
      const value = this.#follow(Number(whole[2]), whole[3]! + whole[4]!);
      if (!whole[1]) return value;
      // The original reads `len(response.get("Messages", []))`.
      return value === undefined ? 0 : Object.keys(value as object).length;
    }
    const filled = text.replace(/\{\{call(\d+)([^}]*)\}\}((?:\.\w+|\[\d+\])*)/g, (_, call, inside, path) =>
      String(this.#follow(Number(call), `${inside}${path}`)),
    );
    const named = filled.replace(/arn-of\(([^)]*)\)/g, (_, resource) =>
      this.#stage.arnOf(resource as string),
    );
    return fill(named, this.#bindings);
  }

  #follow(call: number, path: string): unknown {
    let value: unknown = this.#answers.get(call);
    for (const [, name, index] of path.matchAll(/\.?([A-Za-z_]\w*)|\[(\d+)\]/g)) {
      value = (value as Record<string, unknown> | undefined)?.[(name ?? index)!];
    }
    return value;
  }
}

function isError(obj: unknown): obj is { $err: number } {
  return typeof obj === 'object' && obj !== null && '$err' in obj;
}

interface RecordedError {
  Error: object;
  ResponseMetadata?: { HTTPStatusCode: number };
}

/** A recorded error without what it says twice, and its HTTP status beside. */
function withStatus({ Error, ResponseMetadata }: RecordedError): object {
  return { Error, status: ResponseMetadata?.HTTPStatusCode };
}

function refers(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('{{') || hasToken(value);
  return (
    typeof value === 'object' && value !== null && ('$call' in value || Object.values(value).some(refers))
  );
}

/** Whether an assertion compares sets, of which the recorder made lists. */
function isSet(src: string): boolean {
  return src.startsWith('assert {');
}

function holds(op: string, left: unknown, right: unknown, sets: boolean): boolean {
  switch (op) {
    case 'truthy':
      return Boolean(left);
    case '==':
    case 'is':
      return same(left, right, sets);
    case '!=':
      return !same(left, right, sets);
    case 'in':
      return contains(right, left);
    case 'not in':
      return !contains(right, left);
    case '>':
      return (left as number) > (right as number);
    case '>=':
      return (left as number) >= (right as number);
    case '<':
      return (left as number) < (right as number);
    default:
      throw new Differs(`there is no way to assert '${op}'`);
  }
}

/** Equal as Python's values are; a list that is not there is an empty one. */
function same(left: unknown, right: unknown, sets = false): boolean {
  const plain = (value: unknown) => (Array.isArray(value) && value.length === 0 ? undefined : value);
  return difference(plain(left), plain(right), new Map(), { anyOrder: () => sets }) === undefined;
}

function contains(all: unknown, one: unknown): boolean {
  if (typeof all === 'string') return all.includes(String(one));
  if (Array.isArray(all)) return all.some((item) => same(item, one));
  return typeof all === 'object' && all !== null && String(one) in all;
}

function pascal(op: string): string {
  return op.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
