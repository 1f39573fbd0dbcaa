import { Cloud, type Reply } from 'desired-capacity';
import type { ApiRequest } from 'desired-capacity/apigateway';
import { describe, expect, test } from 'vitest';
import { play, type Stage } from './player.ts';
import { readTranscripts, shortName, type Transcript } from './transcript.ts';

type Params = Record<string, unknown>;
type Answer = Record<string, string>;

const ACCOUNT = '111111111111';

/** Rows that are not played, and why. */
const LEFT_OUT: Record<string, string> = {
  'test_export_swagger_openapi[TEST_IMPORT_PETSTORE_SWAGGER]': 'GetExport is not modelled',
  'test_export_oas30_openapi[TEST_IMPORT_PETS]': 'GetExport is not modelled',
  'test_import_rest_api_with_base_path_oas30[ignore]': 'its definitions are YAML',
  test_vpc_link_lifecycle: 'it needs a Network Load Balancer',
  'test_apigw_stage_variables[dev]': 'its function is a file of Python, and its answer was not recorded',
  test_api_gateway_request_validator: 'its function is a file of Python',
  'test_apigateway_to_kinesis[PutRecords]': 'it needs a stream',
  test_apigw_s3_binary_support_response_convert_to_text:
    'it needs a bucket, and its requests were not recorded',
  test_apigw_s3_binary_support_response_convert_to_binary_with_request_template: 'it needs a bucket',
};

/** Requests over HTTP, which the recorder lost: what each was, by the turn after which its answer was compared. */
const REQUESTS: Record<string, Record<number, ApiRequest & { whole?: boolean }>> = {
  test_api_gateway_mock_integration: { 3: { path: '/echo/foobar', stage: 'test' } },
  'test_mock_integration_response[WHEN_NO_MATCH-UrlType.PATH_BASED-GET]': {
    13: { path: '/42', stage: 'test' },
  },
  'test_mock_integration_response[NEVER-UrlType.PATH_BASED-POST]': {
    13: { path: '/42', stage: 'test', method: 'POST', body: {} },
  },
  'test_mock_integration_response[NEVER-UrlType.HOST_BASED-GET]': { 13: { path: '/42', stage: 'test' } },
  'test_mock_integration_response[WHEN_NO_TEMPLATES-UrlType.PATH_BASED-POST]': {
    13: { path: '/42', stage: 'test', method: 'POST', body: {} },
  },
  'test_mock_integration_response[WHEN_NO_TEMPLATES-UrlType.HOST_BASED-GET]': {
    13: { path: '/42', stage: 'test' },
  },
  test_api_gateway_request_validator_with_ref_models: {
    13: { path: '/path', stage: 'local', method: 'POST', body: [{ a: 1, b: 2 }] },
    15: { path: '/path', stage: 'local', method: 'POST' },
  },
  test_api_gateway_request_validator_with_ref_one_ofmodels: {
    13: { path: '/path', stage: 'local', method: 'POST', body: { status: null } },
    15: { path: '/path', stage: 'local', method: 'POST', body: { status: { Status: 'test', Order: 1 } } },
    17: { path: '/path', stage: 'local', method: 'POST' },
    19: { path: '/path', stage: 'local', method: 'POST', body: { badBody: true } },
  },
  test_integration_mock_with_request_overrides_in_response_template: {
    8: { path: `/${btoa('{"message": "path1"}')}`, stage: 'dev' },
    10: { path: `/${btoa('{"message": "path2"}')}`, stage: 'dev' },
    12: { path: `/${btoa('{"message": "nothing"}')}`, stage: 'dev' },
  },
  'test_integration_mock_with_response_override_in_request_template[True]': {
    8: { path: '/', stage: 'dev', whole: true },
  },
  test_integration_mock_with_vtl_map_assignation: { 7: { path: '/', stage: 'dev', whole: true } },
  'test_http_integration_method[HTTP_PROXY]': Object.fromEntries(
    [4, 6, 8].map((turn, i) => [
      turn,
      {
        path: '/test',
        stage: 'test',
        method: ['POST', 'PUT', 'GET'][i]!,
        body: { message: 'hello world' },
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          'accept-encoding': 'gzip, deflate',
          'content-length': '26',
          host: 'backend.example',
          'user-agent': 'test/integration',
        },
        sourceIp: `203.0.113.${i}`,
      },
    ]),
  ),
};

/** What is mended in a row besides. */
const MENDS: Record<string, (row: Transcript) => void> = {
  // The id was changed to capitals.
  test_get_api_case_insensitive: ({ steps, expectations }) => {
    steps[1]!.params = { restApiId: 'CAPITALS' };
    delete (expectations[0]!.recorded as { endpointConfiguration: Params }).endpointConfiguration.types;
    expectations.shift();
  },
  // The recorder lost where the id comes from.
  test_create_proxy_resource: (row) => {
    row.steps = JSON.parse(
      JSON.stringify(row.steps).replaceAll('<id:6>', '{{call4.id}}'),
    ) as Transcript['steps'];
    row.expectations.splice(1, 1);
  },
  test_gateway_response_validation: (row) => {
    for (const { params } of row.steps)
      if (params?.restApiId === 'apiid123uid00002') params.restApiId = 'fake-api-id';
  },
  // One refusal names a class of Java's.
  test_integration_response_invalid_responsetemplates: ({ expectations }) => void expectations.shift(),
  // The server of the suite.
  test_input_path_template_formatting: (row) => {
    for (const { params } of row.steps) if (params?.uri) params.uri = 'http://backend.example';
    // What templates make of bodies stands in mapping/oracle.test.ts: these requests need what the server echoed.
    row.expectations = [];
  },
};

/** A row as it can be played: requests put in, redactions spelt as others, what REST errors do not tell added. */
function mended(row: Transcript): Transcript {
  const text = JSON.stringify(row).replaceAll('"datetime"', '"timestamp"');
  const mend = JSON.parse(text) as Transcript;
  const requests = REQUESTS[shortName(row)] ?? {};
  MENDS[shortName(row)]?.(mend);
  mend.asserts = mend.asserts.filter(({ src }) => !/ResponseMetadata|\["status"\]|ex\.value/.test(src));
  for (const expectation of mend.expectations) {
    const { after, recorded } = expectation;
    if (requests[after]) {
      const i = after - 0.5;
      mend.steps.push({ i, client: 'fixture', op: 'http', params: requests[after] as unknown as Params });
      expectation.obj = { $call: i };
    }
    const { Error: error } = recorded as { Error?: { Type?: string; Message: string } };
    if (error) {
      error.Type = 'Sender';
      error.Message = sorted(error.Message);
    }
  }
  return mend;
}

/** The values of an enumeration in the order of the alphabet: AWS prints them in that of a hash table. */
const sorted = (message: string) =>
  message.replaceAll(/enum value set: \[([^\]]+)\]/g, (_, values: string) => `enum value set: [${values.split(', ').sort().join(', ')}]`); // prettier-ignore

function stageFor(row: Transcript): Stage {
  const cloud = new Cloud({ account: ACCOUNT });
  cloud.serve('backend.example', ({ method, path, body, headers, sourceIp }) => ({
    status: 200,
    headers: [['content-type', 'application/json']],
    body: JSON.stringify({
      args: {},
      data: JSON.parse(new TextDecoder().decode(body) || 'null'),
      domain: 'backend.example',
      headers: {
        ...Object.fromEntries(
          headers
            .map(([name, value]) => [name.toLowerCase(), value])
            .filter(([name]) => !name!.startsWith('x-')),
        ),
        'content-length': String(body.length),
        host: 'backend.example',
      },
      method,
      origin: sourceIp,
      path,
    }),
  }));
  let last = '';
  let requests = 0;
  const send = (operation: string, params: Params) =>
    (cloud.send as unknown as (service: string, operation: string, params: object) => Reply<Answer>)('apigateway', operation, params); // prettier-ignore
  const call = async (operation: string, params: Params) => {
    // The SDK sends bodies as bytes.
    const bytes = /^(?:Put|Import)Rest|^ImportDoc/.test(operation) && typeof params.body === 'string';
    try {
      const answer = await send(operation, bytes ? { ...params, body: new TextEncoder().encode(params.body as string) } : params); // prettier-ignore
      if (operation === 'CreateRestApi' || operation === 'ImportRestApi') last = answer.id!;
      return answer;
    } catch (error) {
      (error as Error).message = sorted((error as Error).message);
      throw error;
    }
  };
  const made = async (params: Params) => {
    const { id, name, rootResourceId } = await call('CreateRestApi', { name: 'test-api', ...params });
    return [id, name, rootResourceId];
  };
  const deploy = (restApiId: unknown, stageName: unknown) =>
    call('CreateDeployment', { restApiId, stageName });
  const mock = async (restApiId: unknown, resourceId: unknown, message: string) => {
    const ids = { restApiId, resourceId, httpMethod: 'GET' };
    await call('PutMethod', { ...ids, authorizationType: 'NONE' });
    await call('PutMethodResponse', { ...ids, statusCode: '200' });
    await call('PutIntegration', {
      ...ids,
      type: 'MOCK',
      requestTemplates: { 'application/json': '{"statusCode": 200}' },
    });
    await call('PutIntegrationResponse', { ...ids, statusCode: '200', responseTemplates: { 'application/json': JSON.stringify({ message }) } }); // prettier-ignore
  };
  const canary = row.name.includes('canary');
  return {
    call: (_client, operation, params) => call(operation, params) as Promise<object>,
    sleep: (seconds) => cloud.run(seconds),
    arnOf: (name) => name,
    // Models come in no order.
    anyOrder: (member) => member === 'items' && row.name.includes('validator_with_ref'),
    fixtures: {
      apigw_create_rest_api: (_args, params) => call('CreateRestApi', { name: 'test-api', ...params }),
      create_rest_apigw: (_args, params) => made(params),
      async import_apigw(_args, params) {
        const answer = await call('ImportRestApi', params);
        return [answer, answer.rootResourceId];
      },
      async create_api_for_deployment() {
        const [id, , root] = await made({});
        await mock(id, root, 'default');
        return canary ? [id, root] : id;
      },
      apigw_create_api_key: (_args, params) => call('CreateApiKey', params),
      apigw_redeploy_api: (_args, params) => deploy(params.rest_api_id, params.stage_name),
      apigw_deploy_rest_api: ([id, stage], params) =>
        deploy(id ?? params.rest_api_id, stage ?? params.stage_name),
      apigw_snapshot_imported_resources: () => Promise.resolve(undefined),
      create_echo_http_server: () => Promise.resolve('http://backend.example'),
      async create_rest_api_with_integration(_args, params) {
        const { integration_uri: uri, integration_type: type, integration_method: method, stage, resource_method: verb } = params; // prettier-ignore
        const [restApiId, , parentId] = await made({});
        const { id: resourceId } = await call('CreateResource', { restApiId, parentId, pathPart: 'test' });
        const ids = { restApiId, resourceId, httpMethod: verb };
        await call('PutMethod', { ...ids, authorizationType: 'NONE' });
        await call('PutIntegration', { ...ids, type, uri, integrationHttpMethod: method });
        await deploy(restApiId, stage);
        return restApiId;
      },
      async http(_args, params) {
        const { whole, ...request } = params as ApiRequest & { whole?: boolean };
        const response = await cloud.apigateway.api(last).request(request);
        const body = response.json() as unknown;
        return whole ? { body, status_code: response.status } : body;
      },
      async apigw_test_invoke_response_formatter([given]) {
        const { log, latency, ...answer } = given as { log: string; latency: number };
        requests++;
        const id = /request (\S+)/.exec(log)![1]!;
        const lines = log.replaceAll(id, `<request-id-${requests}>`).split('\n');
        const stamped = lines.map((line) => line.replace(/^.{3}, .* GMT/, 'DDD MMM dd hh:mm:ss UTC yyyy'));
        const named = stamped.map((line, i) => [`line${String(i).padStart(2, '0')}`, line]);
        return Promise.resolve({
          ...answer,
          latency: `${latency} ms`,
          log: Object.fromEntries(named) as Answer,
        });
      },
    },
  };
}

const transcripts = readTranscripts('transcripts-apigateway');

describe('conversations with Amazon API Gateway', () => {
  if (!transcripts) {
    test.skip('the oracle: ../shared/oracles/transcripts-apigateway.jsonl is not here');
    return;
  }
  const rows = transcripts.filter((row) => LEFT_OUT[shortName(row)] === undefined);

  test.each(rows.map((row) => [shortName(row), row] as const))('%s', async (_name, row) => {
    await play(mended(row), stageFor(row));
  });

  test('all 83 are there, and those that are left out or mended', () => {
    const names = transcripts.map(shortName);
    expect(names).toHaveLength(83);
    const special = [...Object.keys(LEFT_OUT), ...Object.keys(REQUESTS), ...Object.keys(MENDS)];
    expect(special.filter((name) => !names.includes(name))).toEqual([]);
  });
});
