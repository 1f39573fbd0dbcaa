import { Cloud, type Reply } from 'desired-capacity';
import { ExitRuntime, zipOf, type FunctionCode } from 'desired-capacity/lambda';
import { describe, expect, test } from 'vitest';
import { play, type Stage } from './player.ts';
import { readTranscripts, shortName, type Expectation, type Transcript } from './transcript.ts';

type Params = Record<string, unknown>;

const ACCOUNT = '111111111111';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/lambda-su-role`;

const STREAM = 'reads a stream of DynamoDB or Kinesis';
const HTTP = 'the recorder lost the request over HTTP';
const CODE = 'what the function did is lost';
const LOGS = 'reads what the function logged';
const VPC = 'asks EC2 for subnets and security groups';

/** Conversations that are left out, and why. */
const leftOut: Readonly<Record<string, string>> = {
  test_esm_with_not_existing_dynamodb_stream: STREAM,
  test_dynamodb_event_source_mapping_with_on_failure_destination_config: STREAM,
  test_create_kinesis_event_source_mapping: STREAM,
  test_kinesis_event_source_mapping_with_async_invocation: STREAM,
  test_kinesis_event_source_mapping_with_on_failure_destination_config: STREAM,
  test_kinesis_event_source_mapping_with_sns_on_failure_destination_config: STREAM,
  'test_kinesis_maximum_record_age_exceeded[expire-before-ingestion]': STREAM,
  test_event_source_mapping_lifecycle_delete_function: STREAM,
  test_create_event_source_validation: STREAM,
  test_create_event_source_validation_kinesis: STREAM,
  test_create_event_source_self_managed: 'is about Apache Kafka, with Secrets Manager',
  test_runtime_introspection_x86: CODE,
  test_lambda_host_prefix_api_operation: CODE,
  test_lambda_runtime_exit_segfault: CODE,
  test_number_of_functions_sync: CODE,
  test_number_of_function_versions_sync: CODE,
  'test_lambda_url_invocation[dict]': HTTP,
  'test_lambda_url_invocation[http-response]': HTTP,
  'test_lambda_url_invocation[http-response-json]': HTTP,
  'test_lambda_url_invocation[integer]': HTTP,
  'test_lambda_url_invocation[boolean]': HTTP,
  test_lambda_url_invocation_custom_id: HTTP,
  'test_lambda_url_echo_invoke[None]': HTTP,
  test_lambda_url_headers_and_status: HTTP,
  test_lambda_url_non_existing_url: HTTP,
  test_lambda_url_echo_http_fixture_trim_x_headers: HTTP,
  test_function_url_with_response_streaming: 'streams its response',
  'test_get_function_wrong_region[get_function_code_signing_config]': 'is about code signing',
  test_function_code_signing_config: 'is about code signing',
  test_invalid_vpc_config_subnet: VPC,
  test_invalid_vpc_config_security_group: VPC,
  test_oversized_zipped_create_lambda: 'the recorder lost the package of 50 MB',
  test_java_lambda_subscribe_sns_topic: 'sends an event of S3',
  test_multi_line_prints: LOGS,
  test_fifo_message_group_parallelism: LOGS,
  'test_sqs_event_filter[single]': LOGS,
  'test_sqs_event_filter[and]': LOGS,
  'test_sqs_event_filter[exists]': LOGS,
  'test_sqs_event_filter[prefix]': LOGS,
  'test_sqs_event_filter[valid-json-filter]': LOGS,
  test_sqs_event_source_mapping_update: LOGS,
  test_tag_nonexisting_resource: 'the recorder lost the name of the function',
  test_lambda_provisioned_concurrency_scheduling: 'calls twice at once, from two threads',
  test_lambda_provisioned_concurrency_moves_with_alias:
    'was recorded when functions had no settings of logging',
  test_publish_with_update: 'catches a version while it is pending',
  'test_function_name_and_qualifier_validation[incomplete_arn-create_function]':
    'nothing of its refusal was recorded',
};

/** What the suite's functions did, by the names of their files. */
const handlers: Record<string, FunctionCode> = {
  echo: () => (event) => event as unknown,
  none: () => () => null,
  runtime_exit: () => () => exit(),
  handler_exit: () => () => exit(),
  handler_error: () => () => fail('Handler fails'),
  unhandled_error: () => () => fail('unhandled'),
  integration: () => () => fail('Test exception (this is intentional)'),
  invocation_type:
    () =>
    (_event, { environment }) =>
      environment['AWS_LAMBDA_INITIALIZATION_TYPE'],
  echo_version_env: () => (event) => event as unknown,
};

function exit(): never {
  throw new ExitRuntime();
}

function fail(message: string): never {
  throw Object.assign(new Error(message), { name: 'Exception' });
}

/** What goes on in rows that the recorder cut. */
const mends: Record<string, (row: Transcript) => void> = {
  // The suite waits for what is provisioned; its helper is no step.
  test_provisioned_concurrency: wait(7),
  // The client of Python refused an empty list by itself.
  test_create_lambda_exceptions: ({ steps, expectations }) => {
    steps.splice(3, 1);
    expectations.splice(3, 1);
  },
  'test_assess_lambda_destination_invocation[payload1]': ({ expectations }) => {
    const { Messages } = expectations[1]!.recorded as { Messages: { Body: { responsePayload: Params } }[] };
    Messages[0]!.Body.responsePayload.stackTrace = 'timestamp';
  },
  test_lambda_eventinvokeconfig_exceptions: ({ steps }) => {
    const wrong = (i: number, arn: string, side: string) => {
      const step = steps.find((one) => one.i === i)!;
      step.params!.DestinationConfig = { [side]: { Destination: arn } };
    };
    wrong(20, 'arn:aws:iam:us-east-1:111111111111:function:fn-eventinvoke-uid00001', 'OnSuccess');
    wrong(26, 'arn:aws:_-/!lambda:us-east-1:111111111111:function:fn-eventinvoke-uid00001', 'OnFailure');
  },
  // Addresses are redacted, all to the same.
  test_url_config_list_paging: ({ asserts }) => {
    const left = asserts.filter(({ op }) => op !== 'in');
    asserts.splice(0, asserts.length, ...left);
  },
  // The function of another Region is lost, and AWS failed by itself once.
  test_url_config_exceptions: ({ steps, expectations }) => {
    for (const { params } of steps)
      if (String(params?.FunctionName).startsWith('{{')) params!.FunctionName = 'elsewhere';
    steps.find(({ i }) => i === 1)!.params!.FunctionName = 'test-function-uid00001';
    const failed = expectations.findIndex(({ recorded }) => recorded === '<aws_internal_failure>');
    expectations.splice(failed, 1);
  },
  test_layer_function_quota_exception: ({ steps }) => {
    const layer = (n: number) => `arn:aws:lambda:us-east-1:111111111111:layer:testlayer-${n}-uid0000${n}:1`;
    Object.assign(steps[6]!.params!, { layers: [1, 2, 3, 4, 5, 6].map(layer) });
  },
  test_layer_function_exceptions: ({ steps }) => {
    steps.find(({ i }) => i === 15)!.params!.Layers = [
      'arn:aws:lambda:us-east-1:111111111111:layer:doesnotexist:1',
    ];
    steps.at(-1)!.params!['layers'] = ['arn:aws:lambda:eu-west-1:111111111111:layer:testlayer-uid00002:1'];
  },
};

function wait(at: number) {
  return ({ steps }: Transcript): void => void steps.push({ i: at, sleep: 120 });
}

/** A row as it can be played: what the recorder lost given back, redactions as tokens. */
function mended(row: Transcript): Transcript {
  let zips = 0;
  const zip = () => `{"$bytes":"PK\\u0003\\u0004${zips++}"}`;
  const same = zip();
  const text = JSON.stringify(row)
    .replaceAll('"<<create_lambda_archive()>>"', zip)
    .replaceAll(/"ZipFile":"<<fn \?>>"/g, `"ZipFile":${same}`)
    .replaceAll(/"<<create_zip_file\(\)>>"/g, same)
    .replaceAll(/meta\.(alt:)?lambda_\.region_name/g, 'us-east-1')
    .replaceAll(/<a:len\((\d+)\)>/g, (_, length: string) => 'a'.repeat(Number(length)))
    .replaceAll('<code-sha256:', '<code-sha:')
    .replaceAll(/"{{call\d+.AccountLimit}}.ConcurrentExecutions1"/g, '1001')
    .replaceAll(/"{{call\d+.AccountLimit}}.ConcurrentExecutions"/g, '1000')
    .replaceAll(
      /"(<code-size>|date|datetime|<datetime>|lambda-url|code-sha256|<location>|<layer-location>|<m-?d5-of-body:\d+>|sent-timestamp|sender-id)"/g,
      '"timestamp"',
    );
  const mend = JSON.parse(text) as Transcript;
  mend.steps = mend.steps.filter(({ op }) => op !== 'check_lambda_logs');
  for (const expectation of mend.expectations) normalize(expectation, mend);
  mends[shortName(row)]?.(mend);
  return mend;
}

function normalize(expectation: Expectation, { steps }: Transcript): void {
  const { obj } = expectation;
  // What came of a step was not kept: it is the one before.
  if (JSON.stringify(obj) === '{}') {
    const before = steps.filter(({ i, op }) => i < expectation.after && op === 'invoke').at(-1);
    if (before) expectation.obj = { $call: before.i };
  }
  const recorded = (expectation.recorded ?? {}) as Params & {
    Error?: Params;
    ResponseMetadata?: { HTTPStatusCode: number };
    Payload?: { stackTrace?: unknown };
  };
  // Code and message, told by themselves.
  if (JSON.stringify(obj).includes('{{err')) {
    const {
      Code,
      Message,
      Errors = [],
      Count,
    } = recorded as { Code: string; Message?: string; Errors?: string[]; Count?: number };
    const text = `${Count} validation error${Count === 1 ? '' : 's'} detected: ${[...Errors].reverse().join('; ')}`;
    const missing = Code === 'ResourceNotFoundException';
    Object.assign(expectation, {
      obj: { $err: 0 },
      recorded: {
        Error: { Code, Message: Message ?? text, Type: 'Sender' },
        ResponseMetadata: { HTTPStatusCode: missing ? 404 : 400 },
      },
    });
    return;
  }
  if (recorded.Payload?.stackTrace) recorded.Payload.stackTrace = 'timestamp';
  const error = recorded.Error;
  if (!error) return;
  error.Type = (recorded.ResponseMetadata?.HTTPStatusCode ?? 400) < 500 ? 'Sender' : 'Receiver';
  // In which order AWS lists the values of an enumeration follows no rule.
  error.Message = String(error.Message).replace(
    /enum value set: \[([^\]]*)\]$/,
    (_, all: string) => `enum value set: [${all.split(', ').sort().join(', ')}]`,
  );
}

/** A cloud on which a conversation with Lambda is played. */
function stageFor(row: Transcript): Stage {
  const name = shortName(row);
  const cloud = new Cloud({ account: ACCOUNT });
  cloud.sqs.model.hosts = 1;
  cloud.lambda.model.update = name.includes('concurrent') ? 2 : 0;
  cloud.lambda.model.concurrentExecutions = 1000;
  let made = 0;
  const send = (service: string, operation: string, params: Params, region: { send: unknown } = cloud) =>
    (region.send as (...all: unknown[]) => Reply<Params>).call(region, service, operation, params);
  const arnOf = (url: string) => cloud.arn('sqs', url.slice(url.lastIndexOf('/') + 1));
  const packages = new Map<string, Uint8Array>();
  const codeOf = (bytes: Uint8Array) => {
    const key = String.fromCharCode(...bytes);
    const number = packages.size + 1;
    const code: FunctionCode = () => (_event, context) => ({
      version_id: `version${number}`,
      invoked_arn: context.invokedFunctionArn,
      version_from_ctx: context.functionVersion,
    });
    if (!packages.has(key)) packages.set(key, zipOf(code));
    return packages.get(key)!;
  };
  const coded = (value: unknown): unknown => {
    if (value instanceof Uint8Array) return value[0] === 0x50 && value[1] === 0x4b ? codeOf(value) : value;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, coded(item)]));
  };
  const create = async (params: Params) => {
    const {
      func_name,
      handler_file,
      handler,
      runtime,
      role,
      timeout = 30,
      envvars,
      Environment,
      ...rest
    } = params;
    const file = String(handler_file).replace(/^.*lambda_(\w+)\.\w+$/, '$1');
    delete rest['client'];
    delete rest['zip_file'];
    if (rest['layers']) rest['Layers'] = rest['layers'];
    delete rest['layers'];
    if (typeof rest['Architectures'] === 'string') rest['Architectures'] = ['x86_64'];
    let code = handlers[file] ?? handlers.echo!;
    if (file === 'multiple_handlers') code = handlerOf(cloud, String(func_name));
    if (String(handler_file).includes('PosixPath'))
      code = failing(cloud, (envvars ?? {}) as Record<string, string>);
    if (JSON.stringify(envvars ?? {}).includes('EXEC_WRAPPER'))
      code = () => {
        throw new ExitRuntime({ status: 127 });
      };
    const CreateFunctionResponse = await send('lambda', 'CreateFunction', {
      FunctionName: func_name ?? `fn-${made++}`,
      Runtime: String(runtime ?? 'python3.12').replace('_x', '.x'),
      Handler: handler ?? 'handler.handler',
      Role: role ?? ROLE,
      Timeout: timeout,
      Code: { ZipFile: zipOf(code) },
      Environment: Environment ?? { Variables: envvars ?? {} },
      ...rest,
    });
    return { CreateFunctionResponse, CreateEventSourceMappingResponse: null };
  };
  return {
    async call(client, operation, params) {
      delete params['PaginationConfig'];
      if (client === 'sqs') {
        if (operation === 'CreateQueue') params = { QueueName: `queue-${made++}`, ...params };
        return send('sqs', operation, params);
      }
      if (operation === 'CreateFunction' && !('Code' in params)) return create(params);
      // A fixture that stands for a function: its runtime and its file.
      if (Array.isArray(params.FunctionName)) {
        const [runtime, handler_file] = params.FunctionName as [string, string];
        await create({ func_name: 'fixture', runtime, handler_file });
        params = { ...params, FunctionName: 'fixture' };
      }
      const elsewhere = name.includes('wrong_region') && operation !== 'CreateFunction';
      const answer = await send(
        'lambda',
        operation,
        coded(params) as Params,
        elsewhere ? cloud.region('eu-central-1') : cloud,
      );
      if (answer['Payload'] instanceof Uint8Array)
        answer['Payload'] = plain(new TextDecoder().decode(answer['Payload']));
      return answer;
    },
    sleep: (seconds) => cloud.run(seconds),
    arnOf,
    anyOrder: (member) => member === 'Messages',
    fixtures: {
      create_lambda_function_aws: async (_args, params) =>
        send('lambda', 'CreateFunction', coded(params) as Params),
      create_event_source_mapping: async (_args, params) =>
        send('lambda', 'CreateEventSourceMapping', params),
      ecr_image: async () => `${ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/image:latest`,
    },
  };
}

/** A payload as the suite saw it: a text of JSON without its quotation marks. */
const plain = (text: string) => (text.startsWith('"') ? (JSON.parse(text) as string) : text);

/** The function of two handlers: which one runs is configured. */
function handlerOf(cloud: Cloud, functionName: string): FunctionCode {
  return () => {
    const { handler } = cloud.lambda.getFunctionConfiguration({ functionName });
    return () => ({ handler: handler!.split('.')[1] });
  };
}

/** The function that tells a queue what it got and what it will answer. */
function failing(cloud: Cloud, variables: Record<string, string>): FunctionCode {
  const result: unknown = JSON.parse(variables['OVERWRITE_RESULT'] ?? '{}');
  return () => async (event: unknown) => {
    const QueueUrl = variables['DESTINATION_QUEUE_URL']!;
    await cloud.send('sqs', 'SendMessage', { QueueUrl, MessageBody: JSON.stringify({ event, result }) });
    return result;
  };
}

const transcripts = readTranscripts('transcripts-lambda');

describe('conversations with AWS Lambda', () => {
  if (!transcripts) {
    test.skip('the oracle: ../shared/oracles/transcripts-lambda.jsonl is not here');
    return;
  }
  const names = transcripts.map(shortName);
  const played = transcripts.filter((row) => !Object.hasOwn(leftOut, shortName(row)));

  test.each(played.map((row) => [shortName(row), row] as const))('%s', async (_name, row) => {
    const whole = mended(row);
    await play(whole, stageFor(whole));
  });

  test('those that are left out are there', () => {
    expect(names).toHaveLength(154);
    expect(Object.keys(leftOut).filter((name) => !names.includes(name))).toEqual([]);
    expect(played.length).toBeGreaterThanOrEqual(108);
  });
});
