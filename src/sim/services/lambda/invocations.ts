import { utf8 } from '../../cloud/digest/index.ts';
import { AwsError, parseArn } from '../../cloud/index.ts';
import { refusalOf } from '../../cloud/policy/index.ts';
import { sendDeadLetter } from '../../cloud/redelivery.ts';
import type { Delivery } from '../../cloud/target.ts';
import { traceHeader } from '../../cloud/trace-header.ts';
import { Reply, type Yieldable } from '../../kernel/index.ts';
import { AsynchronousQueue, type QueuedEvent } from './asynchronous/asynchronous-queue.ts';
import type { Configuration } from './configuration.ts';
import { functionNotFound, lambdaError, refused, type Refusal } from './errors.ts';
import { errorPayload, type ErrorPayload, type RuntimeFamily } from './function-error.ts';
import type { LambdaFunction, Qualified } from './function.ts';
import { RECURSIVE, type InvokeResult } from './invocation.ts';
import { continued, lineageName, runsIn } from './lineage.ts';
import { platformLines } from './log.ts';
import { lambdaLimits as limits } from './limits.ts';
import { functionArn } from './name.ts';
import { Part, refuseNotModelled } from './part.ts';
import type { Input, Output } from './schema.ts';
import type { FunctionVersion } from './version.ts';

/** A payload as the SDK hands it out: bytes that know their text. */
class Payload extends Uint8Array {
  /** The text. Only UTF-8 is there. */
  transformToString(): string {
    return new TextDecoder().decode(this);
  }
}

/** An invocation, and what it gave. Times in seconds. */
export interface Run<T> {
  /** What the handler returned; undefined where it failed. */
  readonly value: T;
  /** The function's error: the invocation ran, and did not succeed. */
  readonly error?: ErrorPayload;
  /** The invocation's id. */
  readonly requestId: string;
  /** The version that ran: of an alias, the one that was drawn. */
  readonly version: string;
  /** Whether its environment was made for it. */
  readonly coldStart: boolean;
  /** How long INIT or a restore took before it; 0 on a warm environment. */
  readonly init: number;
  /** From the handler's call to its end. */
  readonly duration: number;
  /** Milliseconds that are billed. */
  readonly billed: number;
  /** Which of the version's environments it ran on: 1 for the first. */
  readonly environment: number;
}

/** Calls of functions: synchronous, asynchronous, and what other services deliver. */
export class Invocations extends Part {
  invoke(input: Input<'Invoke'>): Output<'Invoke'> | Reply<Output<'Invoke'>> {
    refuseNotModelled(input, 'durableExecutionName tenantId');
    const { name, qualifier } = this.reference(input.functionName, input.qualifier);
    const fn = this.byName(name, qualifier ?? '$LATEST');
    const found = fn.find(qualifier);
    const { invocationType = 'RequestResponse', payload = new Uint8Array() } = input;
    const text = readPayload(payload, invocationType === 'Event');
    if (invocationType === 'DryRun') return { statusCode: 204, payload: new Payload() };
    if (invocationType === 'Event') {
      this.submit(fn, qualifier, text, traceHeader(this.simulation));
      return { statusCode: 202, payload: new Payload() };
    }
    fn.checkInvocable();
    const reply = new Reply<Output<'Invoke'>>(this.simulation, `Invoke ${name}`);
    const answer = (result: InvokeResult, version: FunctionVersion) => {
      try {
        reply.resolve(answerTo(result, version, input.logType === 'Tail'));
      } catch (error) {
        reply.reject(error);
      }
    };
    this.call(fn, found, qualifier, text, answer, traceHeader(this.simulation));
    return reply;
  }

  /** The function of a name. */
  function(name: string): LambdaFunction {
    return this.find(name);
  }

  /** The version that a name with a qualifier means. */
  version(text: string): FunctionVersion {
    const { name, qualifier } = this.reference(text);
    return this.byName(name).find(qualifier).version;
  }

  /** Takes an event in for the function of a name. */
  accept(text: string, payload: string): void {
    const { name, qualifier } = this.reference(text);
    const fn = this.byName(name, qualifier);
    fn.find(qualifier);
    this.submit(fn, qualifier, payload, traceHeader(this.simulation));
  }

  /** A synchronous invocation with all that can be told about it. */
  run(text: string, payload: string): Reply<Run<unknown>> {
    const { name, qualifier } = this.reference(text);
    const fn = this.byName(name, qualifier);
    const found = fn.find(qualifier);
    fn.checkInvocable();
    const reply = new Reply<Run<unknown>>(this.simulation, `the function ${name}`);
    const tell = (result: InvokeResult, { version, configuration }: FunctionVersion) => {
      if (result.refused) return reply.reject(refused(result.refused));
      const { outcome, requestId, report } = result;
      const { coldStart, init, duration, billed, environment } = report;
      const good = outcome.status === 'succeeded';
      reply.resolve({
        value: good ? JSON.parse(outcome.value as string) : undefined,
        ...(!good && { error: errorPayload(outcome, requestId, report, familyOf(configuration)) }),
        requestId,
        version,
        coldStart,
        init: init / 1e6,
        duration: duration / 1e6,
        billed,
        environment: environment.id,
      });
    };
    this.call(fn, found, qualifier, payload, tell, traceHeader(this.simulation));
    return reply;
  }

  /**
   * Calls what a qualifier names: of an alias of two versions, one that is drawn. A function that has run too often in the
   * chain of requests that `trace` tells of is not called.
   */
  call(
    fn: LambdaFunction,
    { version, alias }: Qualified,
    qualifier: string | undefined,
    payload: string,
    done: (result: InvokeResult, version: FunctionVersion) => void,
    trace?: string,
    requestId = this.account.uuid(),
  ): void {
    const drawn = alias && alias.routing.choose(() => this.account.random('weights').next());
    const chosen = drawn === undefined ? version : (fn.versions.get(drawn) ?? fn.latest);
    const invokedArn = qualifier === undefined ? fn.arn : `${fn.arn}:${qualifier}`;
    if (this.#loops(fn, trace)) {
      fn.metrics.count('RecursiveInvocationsDropped');
      return done({ requestId, refused: LOOP }, chosen);
    }
    chosen.call({ requestId, payload, invokedArn, traceHeader: trace }, (result) => done(result, chosen));
  }

  #loops({ arn, recursiveLoop }: LambdaFunction, trace: string | undefined): boolean {
    if (trace === undefined || recursiveLoop === 'Allow') return false;
    return runsIn(trace, lineageName(arn)) >= this.account.model.recursion;
  }

  /** The same with a reply. */
  invoked(
    fn: LambdaFunction,
    qualifier: string | undefined,
    payload: string,
    trace?: string,
    requestId?: string,
  ): Reply<InvokeResult> {
    const reply = new Reply<InvokeResult>(this.simulation, 'Invoke');
    const done = (result: InvokeResult) => reply.resolve(result);
    this.call(fn, fn.find(qualifier), qualifier, payload, done, trace, requestId);
    return reply;
  }

  /** Takes an event in for an asynchronous invocation. */
  submit(fn: LambdaFunction, qualifier: string | undefined, payload: string, trace?: string): void {
    fn.metrics.count('AsyncEventsReceived');
    this.#queue(fn, qualifier ?? '$LATEST').submit(payload, this.account.uuid(), trace);
  }

  /** What another service hands over: asynchronous, unless its sender waits for the answer, which is then the payload. */
  deliver(arn: string, delivery: Delivery): Reply<unknown> {
    const { name, qualifier } = this.reference(arn);
    const fn = this.byName(name, qualifier);
    const found = fn.find(qualifier);
    const target = functionArn(this.region, name, qualifier);
    const why = refusalOf(
      fn.policies.get(qualifier ?? '')?.policy,
      'lambda:InvokeFunction',
      target,
      delivery,
    );
    if (why !== undefined) throw lambdaError('AccessDeniedException', why);
    if (!delivery.synchronous) {
      this.submit(fn, qualifier, delivery.payload, delivery.traceHeader);
      return Reply.resolved<unknown>(this.simulation, undefined);
    }
    fn.checkInvocable();
    const reply = new Reply<unknown>(this.simulation, `Invoke ${name}`);
    const answer = (result: InvokeResult, version: FunctionVersion) => {
      if (result.refused) return reply.reject(refused(result.refused));
      const { outcome } = result;
      if (outcome.status === 'succeeded') return reply.resolve(outcome.value);
      const { errorType, errorMessage } = failureOf(result, version);
      reply.reject(new AwsError('Lambda', errorType, { status: 200, fault: 'client' }, errorMessage));
    };
    this.call(fn, found, qualifier, delivery.payload, answer, delivery.traceHeader);
    return reply;
  }

  #queue(fn: LambdaFunction, qualifier: string): AsynchronousQueue {
    let queue = fn.queues.get(qualifier);
    if (queue) return queue;
    const { model, region } = this.account;
    const { simulation } = this;
    const name = lineageName(fn.arn);
    const onward = ({ requestId, trace }: QueuedEvent) =>
      continued(trace, name, { epochMillis: simulation.epochMillis, requestId });
    const config = () => fn.invokeConfigs.get(qualifier);
    queue = new AsynchronousQueue(
      simulation,
      {
        functionArn: `${fn.arn}:${qualifier}`,
        config,
        invoke: ({ payload, requestId, trace }) => {
          if (fn.deleted || fn.standing.state !== 'Active')
            return Reply.resolved<InvokeResult>(simulation, {
              requestId,
              refused: { name: 'ResourceNotFoundException', message: `Function not found: ${fn.arn}` },
            });
          return this.invoked(fn, qualifier === '$LATEST' ? undefined : qualifier, payload, trace, requestId);
        },
        switchedOff: () => fn.concurrency.reserved === 0,
        family: familyOf(fn.find(qualifier).version.configuration),
        begun: (age) => fn.metrics.count('AsyncEventAge', age * 1000),
        dropped: () => fn.metrics.count('AsyncEventsDropped'),
        onSuccess: (record, event) => {
          const target = config()?.onSuccess;
          if (target !== undefined) this.send(fn, target, JSON.stringify(record), onward(event));
        },
        onFailure: (record, event) => {
          const target = config()?.onFailure;
          if (target !== undefined) this.send(fn, target, JSON.stringify(record), onward(event));
        },
        deadLetterQueue: ({ body, attributes }, event) => {
          const target = fn.find(qualifier).version.configuration.deadLetterArn;
          if (target === undefined) return;
          const reasons = {
            RequestID: attributes.RequestID.StringValue,
            ErrorCode: Number(attributes.ErrorCode.StringValue),
            ErrorMessage: attributes.ErrorMessage.StringValue,
          };
          const { role } = fn.latest.configuration;
          const letter = { payload: body, principal: role, from: fn.arn, traceHeader: onward(event) };
          simulation.process(function* bury(): Generator<Yieldable, void, never> {
            const arrived = yield* sendDeadLetter(region, target, letter, reasons, CURVE);
            if (!arrived) fn.metrics.count('DeadLetterErrors');
          });
        },
      },
      {
        dispatch: model.dispatch,
        spread: () => 1 + model.throttleJitter * (2 * this.account.random('retries').next() - 1),
        crowding: (events) => model.crowding(events),
      },
    );
    fn.queues.set(qualifier, queue);
    return queue;
  }

  /** Sends a record to a destination: a queue, a topic, a bus, another function. */
  send(fn: LambdaFunction, target: string, payload: string, trace?: string): void {
    const { region, simulation } = this;
    const { role } = fn.latest.configuration;
    const record = { payload, principal: role, from: fn.arn, traceHeader: trace };
    simulation.process(function* destination(): Generator<Yieldable, void, never> {
      try {
        if (parseArn(target)?.service === 'events')
          yield* region.call('eventbridge', 'PutEvents', eventOf(fn, target, payload));
        else yield* region.deliver(target, record);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        fn.metrics.count('DestinationDeliveryFailures');
        simulation.trace.add(fn.name, 'destination failed', { target, why: error.message });
      }
    });
  }
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors */
const LOOP: Refusal = {
  name: RECURSIVE,
  message:
    "Lambda has detected your function being invoked in a recursive loop with other Amazon Web Services resources and stopped your function's invocation.",
};

const CURVE = { first: 1, cap: 60, jitter: 0 };

/** The event that a bus gets: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function eventOf(fn: LambdaFunction, bus: string, payload: string): object {
  const { requestContext } = JSON.parse(payload) as {
    requestContext: { condition: string; functionArn: string };
  };
  const { condition, functionArn } = requestContext;
  const DetailType = `Lambda Function Invocation Result - ${condition === 'Success' ? 'Success' : 'Failure'}`;
  return {
    Entries: [
      { EventBusName: bus, Source: 'lambda', DetailType, Resources: [bus, functionArn], Detail: payload },
    ],
  };
}

/** The payload of a request, checked: JSON that is not too large. Nothing stands for `{}`. */
function readPayload(payload: Uint8Array, asynchronous: boolean): string {
  const limit = asynchronous ? limits.asynchronousPayload.max : limits.synchronousPayload.max;
  if (payload.length > limit)
    throw lambdaError(
      'RequestTooLargeException',
      `${payload.length} byte payload is too large for the ${asynchronous ? 'Event' : 'RequestResponse'} invocation type (limit ${limit} bytes)`,
    );
  if (payload.length === 0) return '{}';
  const text = new TextDecoder().decode(payload);
  try {
    JSON.parse(text);
  } catch (error) {
    throw lambdaError(
      'InvalidRequestContentException',
      `Could not parse request body into json: ${(error as Error).message}`,
    );
  }
  return text;
}

/** The error of an invocation, as its payload tells it. */
function failureOf(result: InvokeResult & { refused?: undefined }, version: FunctionVersion) {
  const { outcome, requestId, report } = result;
  if (outcome.status === 'succeeded') throw functionNotFound(version.arn);
  return errorPayload(outcome, requestId, report, familyOf(version.configuration));
}

const familyOf = ({ runtime }: Configuration): RuntimeFamily =>
  runtime?.startsWith('python') ? 'python' : 'nodejs';

/**
 * What Invoke answers. A function's error is no error of the call: it comes with 200.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
function answerTo(result: InvokeResult, version: FunctionVersion, tail: boolean): Output<'Invoke'> {
  if (result.refused) throw refused(result.refused);
  const { outcome, executedVersion, requestId, report } = result;
  const good = outcome.status === 'succeeded';
  const text = good ? (outcome.value as string) : JSON.stringify(failureOf(result, version));
  return {
    statusCode: 200,
    executedVersion,
    ...(!good && { functionError: 'Unhandled' }),
    ...(tail && { logResult: btoa(reportLine(requestId, report, version)) }),
    payload: new Payload(utf8(text)),
  };
}

/** The platform's lines, as the answer has them. */
function reportLine(
  requestId: string,
  report: InvokeResult['report'] & object,
  version: FunctionVersion,
): string {
  const { start, end, report: last } = platformLines(requestId, report, version);
  return `${start}\n${end}\n${last}\n`;
}
