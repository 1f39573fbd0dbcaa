import { expect, test } from 'vitest';
import { TemplateError } from '../../cloud/template/template-error.ts';
import { readInput, transform, type TargetInput } from './target-input.ts';

const context = {
  ruleArn: 'arn:aws:events:us-east-1:111111111111:rule/orders',
  ruleName: 'orders',
  ingestionTime: '2026-01-01T00:00:00Z',
};

const event = JSON.stringify({
  'detail-type': 'Order',
  source: 'shop',
  time: '2026-01-01T00:00:00Z',
  id: '1',
  version: '0',
  resources: ['a', 'b'],
  detail: {
    id: 7,
    text: 'say "hi"',
    none: null,
    tags: ['x', 'y'],
    lines: [{ sku: 's1' }, { sku: 's2' }, {}],
    box: { w: 1 },
  },
});

function filled(inputTemplate: string, inputPathsMap: Record<string, string> = {}): string | undefined {
  return transform(readInput('t', { inputTransformer: { inputPathsMap, inputTemplate } }), event, context);
}

const paths: [path: string, value: string | undefined][] = [
  ['$', event],
  ['$.detail-type', '"Order"'],
  ['$.detail.id', '7'],
  ['$.resources[1]', '"b"'],
  ['$.resources[2]', undefined],
  ['$.detail.none', 'null'],
  ['$.detail.lines[*].sku', '["s1","s2"]'],
  ['$.detail.box.*', '[1]'],
  ['$.nothing[*]', '[]'],
  ['$.__proto__', undefined],
];

for (const [path, value] of paths) {
  test(`the path ${path} leads to ${value}`, () => {
    expect(transform(readInput('t', { inputPath: path }), event, context)).toBe(value);
  });
}

test('a bare placeholder is JSON, one in quotation marks is text', () => {
  const map = {
    id: '$.detail.id',
    text: '$.detail.text',
    tags: '$.detail.tags',
    box: '$.detail.box',
    no: '$.detail.no',
  };
  expect(filled('{"a":<id>,"b":<text>,"c":<tags>,"d":<box>,"e":<no>}', map)).toBe(
    '{"a":7,"b":"say \\"hi\\"","c":["x","y"],"d":{"w":1},"e":""}',
  );
  expect(filled('{"a":"n<id>","b":"<no>"}', map)).toBe('{"a":"n7","b":""}');
  expect(filled('"<tags> and <box> and <no>"', map)).toBe('"[x,y] and {w:1} and "');
  expect(filled('"<id>"\n"<text>"', map)).toBe('"7"\n"say "hi""');
});

test('a JSON template that is not JSON once it is filled in is not delivered', () => {
  const map = { text: '$.detail.text', tags: '$.detail.tags', box: '$.detail.box' };
  for (const name of Object.keys(map)) expect(filled(`{"a":"<${name}>"}`, map), name).toBe(undefined);
});

test('predefined variables need no path', () => {
  expect(filled('"<aws.events.rule-name> <aws.events.event.ingestion-time>"')).toBe(
    '"orders 2026-01-01T00:00:00Z"',
  );
  expect(filled('{"e":<aws.events.event.json>}')).toBe(`{"e":${event}}`);
  expect(filled('{"e":<aws.events.event>}')).toBe(
    '{"e":{"id":"1","detailType":"Order","time":"2026-01-01T00:00:00Z","source":"shop","resources":["a","b"],"version":"0"}}',
  );
});

test('Input replaces the event, and without any of the three the event is passed on as it is', () => {
  expect(transform(readInput('t', { input: '{"fixed": 1}' }), event, context)).toBe('{"fixed": 1}');
  expect(transform(readInput('t', {}), event, context)).toBe(event);
});

test('inputs that EventBridge does not know are refused', () => {
  const refused: TargetInput[] = [
    { input: '1', inputPath: '$' },
    { inputPath: 'detail' },
    { inputPath: "$['detail']" },
    { inputPath: '$..detail' },
    { inputTransformer: { inputTemplate: '"<unknown>"' } },
    { inputTransformer: { inputTemplate: 'plain text' } },
    { inputTransformer: { inputTemplate: '{"a":}' } },
    { inputTransformer: { inputTemplate: '' } },
    { inputTransformer: { inputPathsMap: { 'aws.x': '$' }, inputTemplate: '"a"' } },
    {
      inputTransformer: {
        inputPathsMap: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`p${i}`, '$'])),
        inputTemplate: '"a"',
      },
    },
    { inputTransformer: { inputTemplate: `"${'a'.repeat(8192)}"` } },
  ];
  for (const input of refused)
    expect(() => readInput('t', input), JSON.stringify(input)).toThrow(TemplateError);
});
