import { errors, StateFailure } from './failure.ts';
import type { Flow } from './flow.ts';
import { byteLength, type Json, type JsonObject } from './json.ts';
import type { Child } from './map-run.ts';
import type { Steps } from './ports.ts';
import { parseResource } from './resource.ts';
import { formatTimestamp } from './timestamp.ts';
import type { Visit } from './visit.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html */
interface Writer {
  Resource?: string;
  Parameters?: JsonObject;
  Arguments?: Json;
  WriterConfig?: { Transformation?: 'NONE' | 'COMPACT' | 'FLATTEN'; OutputType?: 'JSON' | 'JSONL' };
}

/**
 * What a Map Run hands on by its ResultWriter: results in another form, or where they are in S3. There one file has
 * the children of each status, and `manifest.json` names the files. What a child tells of a redrive is left out.
 */
export function* writeResults(
  visit: Visit,
  flow: Flow,
  mapRunArn: string,
  children: readonly Child[],
): Steps<Json> {
  const { Resource, Parameters, Arguments, WriterConfig = {} } = visit.state.ResultWriter as Writer;
  const { Transformation: form = Resource === undefined ? 'COMPACT' : 'NONE', OutputType = 'JSON' } =
    WriterConfig;
  const recordsOf = (some: readonly Child[]) =>
    some.flatMap((child): Json[] => {
      if (child.failure || form === 'NONE') return [described(mapRunArn, child)];
      const { output = null } = child;
      return form === 'FLATTEN' && Array.isArray(output) ? output : [output];
    });
  if (Resource === undefined) {
    if (OutputType === 'JSON') return recordsOf(children);
    throw new Error('A ResultWriter that shows JSON Lines without a file is not modelled.');
  }
  const { Bucket, Prefix } = flow.fill(Arguments ?? Parameters ?? {}, 'ResultWriter/Arguments') as JsonObject;
  const id = mapRunArn.split(':').at(-1)!;
  const folder = typeof Prefix === 'string' && Prefix !== '' ? `${Prefix}/${id}` : id;
  function* put(name: string, Body: string): Steps<JsonObject> {
    const Key = `${folder}/${name}`;
    const answer = yield* visit.line.execution.ports.call(
      {
        ...parseResource(Resource!),
        state: visit.name,
        resource: Resource!,
        input: { Bucket: Bucket ?? null, Key, Body },
        credentials: undefined,
        token: undefined,
      },
      { started() {}, submitted() {}, heartbeat() {} },
    );
    if ('output' in answer) return { Key, Size: byteLength(Body) };
    throw new StateFailure(errors.resultWriterFailed, answer.cause ?? answer.error ?? '');
  }
  const ResultFiles: JsonObject = { FAILED: [], PENDING: [], SUCCEEDED: [] };
  for (const status of ['FAILED', 'SUCCEEDED']) {
    const some = children.filter(({ failure }) => (failure ? 'FAILED' : 'SUCCEEDED') === status);
    if (some.length === 0) continue;
    const records = recordsOf(some);
    const file =
      OutputType === 'JSONL'
        ? put(`${status}_0.jsonl`, records.map((record) => JSON.stringify(record)).join('\n'))
        : put(`${status}_0.json`, JSON.stringify(records));
    ResultFiles[status] = [yield* file];
  }
  const manifest = { DestinationBucket: Bucket ?? null, MapRunArn: mapRunArn, ResultFiles };
  const { Key } = yield* put('manifest.json', JSON.stringify(manifest));
  return { MapRunArn: mapRunArn, ResultWriterDetails: { Bucket: Bucket ?? null, Key: Key! } };
}

/** A child as DescribeExecution would answer it. */
function described(mapRunArn: string, { name: Name, status, ...child }: Child): Json {
  const { input, output, failure, start, stop = start } = child;
  const machine = mapRunArn.slice(0, mapRunArn.lastIndexOf(':'));
  return {
    ExecutionArn: `${machine.replace(':mapRun:', ':execution:')}:${Name}`,
    Input: JSON.stringify(input),
    InputDetails: { Included: true },
    Name,
    ...(failure
      ? { Error: failure.error ?? null, Cause: failure.cause ?? null }
      : { Output: JSON.stringify(output ?? null), OutputDetails: { Included: true } }),
    StartDate: formatTimestamp(start),
    StateMachineArn: machine.replace(':mapRun:', ':stateMachine:'),
    Status: status,
    StopDate: formatTimestamp(stop),
  };
}
