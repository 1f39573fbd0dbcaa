import assert from 'node:assert/strict';
import { test } from 'vitest';
import { NotModelled } from '../../../cloud/index.ts';
import { createContext, mapPayload, overridesOf, readTemplate, TemplateError } from './index.ts';
import type { Payload, Plain } from './index.ts';

function render(
  template: string,
  payload: Partial<Payload> | string = '',
  context: Record<string, Plain> = {},
) {
  const whole = typeof payload === 'string' ? { body: payload } : { body: '', ...payload };
  const variables = new Map([
    ['table', 'pets'],
    ['hyphen-ated', 'yes'],
  ]);
  return mapPayload(readTemplate(template), whole, createContext(context), variables);
}

test('references, directives and text', () => {
  const table: [template: string, output: string, body?: string][] = [
    ['plain text, $5, # and #1 and a#b', 'plain text, $5, # and #1 and a#b'],
    ['$nothing|$!nothing|${nothing}|$!{nothing}', '|||'],
    ['#set($a = "x")$a.b $a, ${a}b $!{a}', ' x, xb x'],
    ['#set($a="x")\n$a.', 'x.'],
    ['  #set($a = 1)  \n  $a', '  1'],
    ['#if(true)\n  yes\n#end\nafter', '  yes\nafter'],
    ['#if($x)a#elseif(1 > 2)b#{else}c#{end}d', 'cd'],
    ['#if("")a#else b#end', ' b'],
    ['#if(!$x && (1 == 1 || $y))a#end', 'a'],
    ['#if(not $x and 2 ge 1 or false)a#end', 'a'],
    ['#if("5" == 5)same#end#if(5 == 5.0)same#end#if("a" != "b")not#end', 'samesamenot'],
    ['#foreach($i in [1..3])$i#if($foreach.hasNext),#end#end', '1,2,3'],
    ['#foreach($i in [3..1])$foreach.index:$foreach.count:$i #end', '0:1:3 1:2:2 2:3:1 '],
    ['#foreach($i in ["a", "b"])$velocityCount$i$foreach.first$foreach.last#end', '1atruefalse2bfalsetrue'],
    ['#foreach($i in [1..9])#if($i == 3)#break#end$i#end.', '12.'],
    [
      '#foreach($i in [1..2])#foreach($j in [1..2])$foreach.parent.index$foreach.index #end#end',
      '00 01 10 11 ',
    ],
    ['a#stop b', 'a'],
    ['#foreach($i in $nothing)x#end|$i|', '||'],
    ['## a remark\nshown #* and\nanother *# too', 'shown  too'],
    ['#[[ $a #set ]]#', ' $a #set '],
    ['\\$a \\\\$a #set($a = 1)\\#set(', '$a \\ #set('],
    ['a\\nb \\" "\\$"', 'a\\nb \\" "\\$"'],
    ["#set($q = 'say ''no''')$q", "say 'no'"],
    ['#set($q = "say ""no"" to $q.length()")$q', 'say "no" to '],
    ["#set($q = 'no $sigil')$q", 'no $sigil'],
    ['#set($m = {"a": 1, "b": [1, "x", 2.50]})$m $m.b[1] $m["a"] $m.b[-1]', '{a=1, b=[1, x, 2.5]} x 1 2.5'],
    ['#set($m = {})#set($m.key = "v")#set($m["other"] = 2)$m', '{key=v, other=2}'],
    ['#set($l = [1, 2])#set($l[0] = 9)$l $!l.add(3) $l', '[9, 2] true [9, 2, 3]'],
    ['$list[and so on]', '[and so on]'],
    ['$stageVariables.table $stageVariables["hyphen-ated"] ${stageVariables.hyphen-ated}', 'pets yes yes'],
  ];
  for (const [template, output] of table) assert.equal(render(template), output, template);
});

test('numbers are Java’s', () => {
  const table: [expression: string, output: string][] = [
    ['5 / 2', '2'],
    ['-7 / 2', '-3'],
    ['-7 % 3', '-1'],
    ['5.0 / 2', '2.5'],
    ['1 / 0', ''],
    ['2 + 3 * 4 - (1 + 1)', '12'],
    ['10 - 2 - 3', '5'],
    ['"1" + 2', '12'],
    ['"1" * 2', ''],
    ['9007199254740993 + 0', '9007199254740993'],
    ['10.00', '10.0'],
    ['12345678.0', '1.2345678E7'],
    ['0.0001', '1.0E-4'],
    ['1 < 2.5', 'true'],
    ['"a" < "b"', ''],
  ];
  for (const [expression, output] of table) {
    assert.equal(render(`#set($x = ${expression})$x`), output, expression);
  }
});

test('methods of texts, lists and maps', () => {
  const table: [expression: string, output: string][] = [
    ['"hello".substring(1, 3)', 'el'],
    ['"hello".length()', '5'],
    ['" a ".trim()', 'a'],
    ['"a.b.c".split("\\.").size()', '3'],
    ['"a1b22".replaceAll("[0-9]+", "#")', 'a#b#'],
    ['"aab".replaceFirst("a", "")', 'ab'],
    ['"John Smith".replaceAll("(\\w+) (\\w+)", "$2, $1")', 'Smith, John'],
    ['"a.b".replace(".", "-")', 'a-b'],
    ['"2026-11-28".matches("\\d{4}(-\\d\\d){2}")', 'true'],
    ['"AbC".toLowerCase().toUpperCase()', 'ABC'],
    ['"abcabc".lastIndexOf("bc")', '4'],
    ['"abc".contains("bc")', 'true'],
    ['"abc".equalsIgnoreCase("ABC")', 'true'],
    ['[1, 2, 3].size()', '3'],
    ['["a", "b"].contains("b")', 'true'],
    ['{"a": 1}.containsKey("a")', 'true'],
    ['{"a": 1, "b": 2}.keySet()', '[a, b]'],
    ['{"a": 1, "b": 2}.entrySet()', '[a=1, b=2]'],
    ['{"a": 1}.getOrDefault("b", 7)', '7'],
  ];
  for (const [expression, output] of table) {
    // Literals have no methods in Velocity: they go through a variable.
    const end = /^(".*?"|\[.*?\]|\{.*?\})(?=\.)/.exec(expression)?.[0].length ?? 0;
    const [literal, calls] = [expression.slice(0, end), expression.slice(end)];
    assert.equal(
      render(
        `#set($v = ${literal.includes('"') ? literal.replace(/"/g, "'") : literal})$v${calls.replace(/"/g, "'")}`,
      ),
      output,
      expression,
    );
  }
  assert.equal(render("#set($Integer = 0)#set($n = $Integer.parseInt('41') + 1)$n"), '42');
});

const BODY =
  '{"things": {"1": {}, "2": {}}, "list": [{"id": 1, "price": 249.99}, {"id": 2, "price": 10.00}], "s": "it\'s \\"x\\"", "n": null}';

test('the input', () => {
  const payload: Payload = {
    body: BODY,
    path: new Map([['id', '123']]),
    querystring: new Map([
      ['id', 'shadowed'],
      ['page', '2'],
    ]),
    header: new Map([['X-Mark', 'h']]),
  };
  const table: [template: string, output: string][] = [
    ['$input.body', BODY],
    [
      "$input.params('id') $input.params('page') $input.params('x-mark') [$input.params('none')]",
      '123 2 h []',
    ],
    ['$input.params()', '{path={id=123}, querystring={id=shadowed, page=2}, header={X-Mark=h}}'],
    ['$input.params().path.id', '123'],
    ["$input.path('$.things').size() $input.path('$.list').size()", '2 2'],
    ["$input.json('$.list')", '[{"id":1,"price":249.99},{"id":2,"price":10.0}]'],
    ["$input.path('$.list')", '[{"id":1,"price":249.99},{"id":2,"price":10.0}]'],
    ["$input.path('$.list[0]')", '{id=1, price=249.99}'],
    [
      "$input.json('$.list[*].id') $input.json('$..price') $input.json('$.list[-1:].id')",
      '[1,2] [249.99,10.0] [2]',
    ],
    [
      "$input.json('$.none') [$input.path('$.none')] $input.json('$.n') $input.path('$.list.length()')",
      '"" [] null 2',
    ],
    ["$input.json(\"$['things']['1']\")", '{}'],
    ["$input.path('$.list')[1].price", '10.0'],
    ["#foreach($e in $input.path('$.list'))$e.id,#end", '1,2,'],
  ];
  for (const [template, output] of table) assert.equal(render(template, payload), output, template);
  assert.equal(render("$input.json('$') [$input.body]"), '{} []');
  assert.equal(render("$input.json('$')", 'just text'), '"just text"');
  assert.throws(() => render("$input.json('$')", '{"a": 1,}'), TemplateError);
});

test('the utilities', () => {
  const table: [template: string, output: string][] = [
    ["$util.escapeJavaScript($input.path('$.s'))", 'it\\\'s \\"x\\"'],
    ['"$util.escapeJavaScript($input.path("$.s")).replaceAll("\\\\\'","\'")"', '"it\'s \\"x\\""'],
    ['$util.parseJson(\'{"a": [1, 2]}\').a[1]', '2'],
    ["$util.urlEncode('a b&c=é*~')", 'a+b%26c%3D%C3%A9*%7E'],
    ["$util.urlDecode('a+b%26c%3D%C3%A9')", 'a b&c=é'],
    ["$util.base64Encode('Zürich') $util.base64Decode('WsO8cmljaA==')", 'WsO8cmljaA== Zürich'],
  ];
  for (const [template, output] of table) assert.equal(render(template, BODY), output, template);
});

test('AWS’s ways with templates: all parameters, parts of a body, a loop with commas', () => {
  const all = `#set($all = $input.params())
{ "params": {
#foreach($kind in $all.keySet())
  #set($these = $all.get($kind))
  "$kind": {
  #foreach($name in $these.keySet())
    "$name": "$util.escapeJavaScript($these.get($name))"#if($foreach.hasNext),#end
  #end
  }#if($foreach.hasNext),#end
#end
} }`;
  const payload: Payload = {
    body: '',
    path: new Map([['pet', 'dog']]),
    querystring: new Map([
      ['a', '1'],
      ['b', '2'],
    ]),
    header: new Map([['say', '"hi"']]),
  };
  assert.deepEqual(JSON.parse(render(all, payload)), {
    params: { path: { pet: 'dog' }, querystring: { a: '1', b: '2' }, header: { say: '"hi"' } },
  });
  const photos = `#set($root = $input.path('$'))
{ "photos": [
#foreach($each in $root.photos.photo)
  { "id": "$each.id", "title": "$each.title", "public": $each.ispublic }#if($foreach.hasNext),#end
#end
], "pages": $root.photos.pages, "half": #set($half = $root.photos.pages / 2)$half }`;
  const body = {
    photos: {
      pages: 5,
      photo: [
        { id: 'a', title: 'A', ispublic: 1 },
        { id: 'b', title: 'B', ispublic: 0 },
      ],
    },
  };
  assert.deepEqual(JSON.parse(render(photos, JSON.stringify(body))), {
    photos: [
      { id: 'a', title: 'A', public: 1 },
      { id: 'b', title: 'B', public: 0 },
    ],
    pages: 5,
    half: 2,
  });
  assert.equal(
    render(
      '{"stage": "$context.stage", "ip": "$context.identity.sourceIp", "key": "$context.identity.apiKey"}',
      '',
      {
        stage: 'prod',
        identity: { sourceIp: '192.0.2.1', apiKey: null },
      },
    ),
    '{"stage": "prod", "ip": "192.0.2.1", "key": ""}',
  );
});

test('overrides go from template to template, and out', () => {
  const context = createContext({ stage: 'prod' });
  const request = readTemplate(`#set($context.requestOverride.header["x-a"] = "1")
#set($context.requestOverride.path.id = 5)$context.requestOverride.querystring.put("q", "v")
#set($context.responseOverride.status = 418)`);
  assert.equal(mapPayload(request, { body: '' }, context), '\n');
  const response = readTemplate(
    '#set($context.responseOverride.header.seen = $context.requestOverride.path.id)',
  );
  assert.equal(mapPayload(response, { body: '' }, context), '');
  const overrides = overridesOf(context);
  assert.equal(overrides.status, 418);
  assert.deepEqual([...overrides.header], [['x-a', '1']]);
  assert.deepEqual([...overrides.querystring], [['q', 'v']]);
  assert.deepEqual([...overrides.responseHeader], [['seen', 5n]]);
});

test('what is not modelled is named, what is wrong is refused', () => {
  const named: [template: string, what: RegExp][] = [
    ['#macro(x)#end', /#macro/],
    ['#parse("x")', /#parse/],
    ['#set($a = "x")$a.codePoints()', /String\.codePoints\(\)/],
    ['$util.qr("x")', /\$util\.qr\(\)/],
    ["$input.path('$.a[?(@.b)]')", /filters/],
    ["#set($a = 'x')$a.replaceAll('(?i)X', '')", /\(\?…\)/],
    ["#set($a = 'x')$a.getClass()", /getClass/],
  ];
  for (const [template, what] of named) {
    assert.throws(
      () => render(template, '{}'),
      (error) => error instanceof NotModelled && what.test(error.message),
      template,
    );
  }
  for (const template of [
    '#if($a)',
    '#end',
    '#else',
    '#set($a)',
    '#set($a = )',
    '${a',
    '$a.b(',
    '#foreach($a in',
    '"#set($a = "x)"',
    '#set($a = "x)',
    "$input.path('a')",
    '#set($a="x")$a.substring(5)',
    '#* x',
  ]) {
    assert.throws(() => render(template, '{}'), TemplateError, template);
  }
});
