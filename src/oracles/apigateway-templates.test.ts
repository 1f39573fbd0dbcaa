import assert from 'node:assert/strict';
import { test } from 'vitest';
import { ResourceTree } from '../sim/cloud/gateway/route/index.ts';
import { readRows } from './rows.ts';
import {
  createContext,
  mapPayload,
  overridesOf,
  type Payload,
  readTemplate,
} from '../sim/services/apigateway/mapping/index.ts';

interface Row {
  name: string;
  steps: { i: number; op?: string; params?: Record<string, unknown> }[];
  expectations: { key: string; recorded: unknown }[];
  asserts: { left?: string; right?: unknown }[];
}

const rows = readRows<Row>('transcripts-apigateway') ?? [];
const rowOf = (name: string) => rows.find((row) => row.name.includes(name));
const skip = rows.length === 0;

/** The JSON templates that a row sets, in its order. */
function templatesOf({ steps }: Row, which: 'requestTemplates' | 'responseTemplates'): string[] {
  return steps.flatMap(({ params }) => {
    const templates = params?.[which] as Record<string, string> | undefined;
    return templates?.['application/json'] === undefined ? [] : [templates['application/json']];
  });
}

const recorded = ({ expectations }: Row, key: string) =>
  expectations.find((expectation) => expectation.key === key)?.recorded;

/** Runs the two templates of a mock integration. */
function mock(row: Row, payload: Payload) {
  const context = createContext({});
  const [request = ''] = templatesOf(row, 'requestTemplates');
  const [response = ''] = templatesOf(row, 'responseTemplates');
  const toBackEnd = JSON.parse(mapPayload(readTemplate(request), payload, context)) as { statusCode: number };
  const body = mapPayload(readTemplate(response), payload, context);
  return { toBackEnd, body: JSON.parse(body) as unknown, overrides: overridesOf(context) };
}

test('how values are printed', { skip }, () => {
  const row = rowOf('test_input_path_template_formatting');
  assert.ok(row);
  const [whole = '', nested = '', first = '', asText = '', missing = '', list = ''] = templatesOf(
    row,
    'responseTemplates',
  );
  // The bodies were not recorded: these are what the answers say they were.
  const table: [key: string, template: string, json: unknown][] = [
    ['dict-response', whole, { foo: 'bar' }],
    ['json-list', whole, [{ foo: 'bar' }]],
    ['nested-dict', nested, { nested: { foo: 'bar' } }],
    ['nested-list', nested, { nested: [{ foo: 'bar' }] }],
    ['dict-in-list', first, [{ foo: 'bar' }]],
    ['list-with-nested-list', first, [[{ foo: 'bar' }]]],
    ['dict-with-nested-list', whole, { foo: [{ nested: 'bar' }] }],
    ['bigger-dict', whole, { bigger: 'dict', to: 'test', with: 'separators' }],
    ['to-string', asText, { foo: 'bar' }],
    ['list-to-string', asText, { list: [{ foo: 'bar' }] }],
    ['empty-body', missing, undefined],
    ['nested-empty-list', list, { listValue: [] }],
    ['nested-null-list', list, { listValue: null }],
  ];
  assert.equal(table.length, row.expectations.length);
  for (const [key, template, json] of table) {
    const body = JSON.stringify(json === undefined ? {} : { json });
    assert.equal(mapPayload(readTemplate(template), { body }, createContext({})), recorded(row, key), key);
  }
});

test('overrides are passed around', { skip }, () => {
  const row = rowOf('test_integration_mock_with_response_override_in_request_template');
  assert.ok(row);
  const { body, overrides } = mock(row, { body: '' });
  const wanted = recorded(row, 'response') as { body: unknown; status_code: number };
  assert.deepEqual({ body, status_code: overrides.status }, wanted);
  const header = row.asserts.find(({ left }) => left?.includes('headers'))?.right;
  assert.equal(overrides.responseHeader.get('foo'), header);
});

test('maps are written by key, index and put', { skip }, () => {
  const row = rowOf('test_integration_mock_with_vtl_map_assignation');
  assert.ok(row);
  const { body } = mock(row, { body: '' });
  assert.deepEqual(body, (recorded(row, 'response') as { body: unknown }).body);
});

test('a branch by what was decoded from the path', { skip }, () => {
  const row = rowOf('test_integration_mock_with_request_overrides_in_response_template');
  assert.ok(row);
  const messages = { 'invoke-path1': 'path1', 'invoke-path2': 'path2', 'invoke-path-else': 'other' };
  for (const [key, message] of Object.entries(messages)) {
    const testPath = Buffer.from(JSON.stringify({ message })).toString('base64');
    const { body } = mock(row, { body: '', path: new Map([['testPath', testPath]]) });
    assert.deepEqual(body, recorded(row, key), key);
  }
});

test('mock integrations echo their parameters', { skip }, () => {
  for (const row of rows.filter(({ name }) => name.includes('test_mock_integration_response['))) {
    const wanted = recorded(row, 'mock-response');
    if (wanted === undefined) continue;
    const answer = mock(row, { body: '', path: new Map([['id', '42']]) });
    assert.deepEqual(answer.body, wanted, row.name);
    assert.equal(answer.toBackEnd.statusCode, 200);
  }
  const invoked = rowOf('test_invoke_test_method');
  assert.ok(invoked);
  const [list = '', one = ''] = templatesOf(invoked, 'responseTemplates');
  const table: [key: string, template: string, petId?: string][] = [
    ['test-invoke-method-get-pets', list],
    ['test-invoke-method-get-pets-bad-path', list],
    ['test-invoke-method-get-pets-id', one, '123'],
    ['test-invoke-method-get-pets-id-no-path', one, '{petId}'],
    ['test-invoke-method-get-pets-id-bad-path', one],
    ['test-invoke-method-get-with-qs', one, '123'],
    ['test-invoke-method-post-with-body', one, '123'],
  ];
  for (const [key, template, petId] of table) {
    const path = new Map(petId === undefined ? [] : [['petId', petId]]);
    const body = mapPayload(readTemplate(template), { body: '', path }, createContext({}));
    assert.deepEqual(JSON.parse(body), (recorded(invoked, key) as { body: unknown }).body, key);
  }
});

test('all recorded templates can be read', { skip }, () => {
  for (const row of rows) {
    for (const which of ['requestTemplates', 'responseTemplates'] as const) {
      for (const { params } of row.steps) {
        const templates = Object.values((params?.[which] as Record<string, unknown>) ?? {});
        for (const template of templates) {
          if (typeof template !== 'string') continue;
          readTemplate(template);
        }
      }
    }
  }
});

test('recorded APIs route as recorded', { skip }, () => {
  const row = rowOf('test_routing_with_hardcoded_resource_sibling_order');
  assert.ok(row);
  const paths = new Map<string, string>();
  const resources = new ResourceTree<string>();
  for (const { i, op, params: given = {} } of row.steps) {
    const params = given as Record<string, string>;
    if (op === 'create_resource')
      paths.set(`{{call${i}.id}}`, `${paths.get(params.parentId!) ?? ''}/${params.pathPart}`);
    if (op === 'put_method')
      resources.add(paths.get(params.resourceId!)!, params.httpMethod!, paths.get(params.resourceId!)!);
  }
  const wanted = row.asserts.filter(({ left }) => left?.endsWith('message')).map(({ right }) => right);
  // The requests were not recorded: the two that exist, and one that does not.
  const answers = ['/part1', '/part1/hardcoded-value', '/part1/another'].map(
    (path) => resources.match('GET', path)?.target,
  );
  const messages: Record<string, string> = {
    '/part1': 'part1',
    '/part1/hardcoded-value': 'hardcoded-value',
    '/{param+}': 'proxy',
  };
  assert.deepEqual(
    answers.map((target) => messages[target ?? '']),
    wanted,
  );
});
