import { NotModelled } from '../../cloud/index.ts';
import type { BufferingHints } from './buffer.ts';
import type { DestinationType } from './destination.ts';
import { invalidArgument } from './errors.ts';
import { firehoseLimits as limits } from './limits.ts';
import { schema, type Model, type ProcessingConfiguration, type Processor } from './schema.ts';

const MiB = 1024 * 1024;

/** A function that records go through. */
export interface FunctionSettings {
  readonly arn: string;
  readonly retries: number;
  readonly buffering: BufferingHints;
}

/** What happens to records before they are delivered. */
export interface Processing {
  readonly function: FunctionSettings | undefined;
  /** Partition keys, by name: the way through the JSON of a record. */
  readonly query: Readonly<Record<string, readonly string[]>> | undefined;
  /** What is put behind each record. */
  readonly delimiter: string;
}

/** What a processing configuration asks for. @throws InvalidArgumentException, NotModelled */
export function processingOf(
  configuration: Model<ProcessingConfiguration> | undefined,
  type: DestinationType,
): Processing {
  let found: Processing = { function: undefined, query: undefined, delimiter: '' };
  if (configuration?.enabled === false) return found;
  for (const processor of configuration?.processors ?? []) {
    if (processor.type === 'Lambda') found = { ...found, function: functionOf(processor, type) };
    else if (processor.type === 'MetadataExtraction') found = { ...found, query: queryOf(processor) };
    else if (processor.type === 'AppendDelimiterToRecord')
      found = { ...found, delimiter: (parameter(processor, 'Delimiter') ?? '\\n').replaceAll('\\n', '\n') };
    else throw new NotModelled(schema.title, `the processor ${processor.type}`);
  }
  return found;
}

function functionOf(processor: Model<Processor>, type: DestinationType): FunctionSettings {
  const arn = parameter(processor, 'LambdaArn');
  if (arn === undefined) throw invalidArgument('The processor Lambda needs a LambdaArn.');
  const number = (name: 'BufferSizeInMBs' | 'BufferIntervalInSeconds' | 'NumberOfRetries', row: Row) => {
    const value = Number(parameter(processor, name) ?? row.default);
    if (!(value >= row.min && value <= row.max))
      throw invalidArgument(`${name} must be between ${row.min} and ${row.max}.`);
    return value;
  };
  // Of Splunk, 256 KB. https://docs.aws.amazon.com/firehose/latest/APIReference/API_ProcessorParameter.html
  const size = type === 'Splunk' ? { ...limits.functionSize, default: 0.25 } : limits.functionSize;
  const bytes = number('BufferSizeInMBs', size) * MiB;
  const seconds = number('BufferIntervalInSeconds', limits.functionInterval);
  return { arn, retries: number('NumberOfRetries', limits.functionRetries), buffering: { bytes, seconds } };
}

interface Row {
  readonly default: number;
  readonly min: number;
  readonly max: number;
}

/** Of jq only what takes members out of an object: `{customer: .customer_id, region: .place.region}`. */
function queryOf(processor: Model<Processor>): Processing['query'] {
  const text = parameter(processor, 'MetadataExtractionQuery') ?? '';
  const inner = /^\s*\{(.*)\}\s*$/s.exec(text)?.[1];
  const pairs = inner?.split(',').map((one) => /^\s*"?(\w+)"?\s*:\s*\.(\w+(?:\.\w+)*)\s*$/.exec(one));
  if (!pairs?.every((one) => one !== null)) throw new NotModelled(schema.title, `the jq query ${text}`);
  return Object.fromEntries(pairs.map((one) => [one[1]!, one[2]!.split('.')]));
}

const parameter = ({ parameters = [] }: Model<Processor>, name: string): string | undefined =>
  parameters.find(({ parameterName }) => parameterName === name)?.parameterValue;

/** The partition keys that a query finds in a record's JSON; undefined where one is missing. */
export function keysIn(
  data: Uint8Array,
  query: NonNullable<Processing['query']>,
): Record<string, string> | undefined {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(data));
  } catch {
    return undefined;
  }
  const keys: Record<string, string> = {};
  for (const [name, path] of Object.entries(query)) {
    let value: unknown = json;
    for (const step of path)
      value =
        typeof value === 'object' && value !== null && Object.hasOwn(value, step)
          ? (value as Record<string, unknown>)[step]
          : undefined;
    if (!['string', 'number', 'boolean'].includes(typeof value) || value === '') return undefined;
    keys[name] = String(value);
  }
  return keys;
}
