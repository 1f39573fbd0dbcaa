import assert from 'node:assert/strict';
import { test } from 'vitest';
import { createContext, mapPayload, readTemplate, TemplateError } from './index.ts';

const run = (template: string, body = '') => mapPayload(readTemplate(template), { body }, createContext({}));

/** Hostile templates end, and soon: with an answer or a refusal of ours, not with the engine's. */
test('hostile templates end', () => {
  const many = (words: string, count: number) => words.repeat(count);
  const loops = '#foreach($i in [1..1000])#foreach($j in [1..1000])#foreach($k in [1..1000])x#end#end#end';
  const templates: [string, string?][] = [
    [loops],
    [`#set($x = "aaaaaaaaaaaaaaaa")${many('#set($x = "$x$x")', 60)}$x`],
    [`#set($l = [1])${many('#set($l = [$l, $l])', 60)}$l`],
    [`#set($n = 10)${many('#set($n = $n * $n)', 60)}$n`],
    ['#set($l = [])$l.add($l)$l'],
    ['#set($m = {})$m.put("m", $m)$m'],
    ['[1..999999999999]#set($r = [1..999999999999])'],
    [many('#if(true)', 50_000)],
    [`#set($a = ${many('(', 100_000)}`],
    [`#set($a = ${many('!', 100_000)}$b)`],
    [`#set($a = ${many('[', 100_000)}`],
    [`#set($a = 1${many(' + 1', 70_000)})$a`],
    [many('${a[', 70_000)],
    [many('$a.b(', 60_000)],
    [many('#set(', 60_000)],
    [many('#', 300_000)],
    [many('\\', 300_000)],
    [`#set${many(' ', 290_000)}x`],
    [many(' ', 300_000) + '#set($a = 1)'],
    ["$input.json('$')", many('[', 300_000)],
    ["$input.json('$')", `{"a":${many('9', 300_000)}}`],
    ["$input.json('$')", `"${many('\\u0041', 50_000)}"`],
    [`$input.json('$${many('..*', 50)}')`, many('[', 300) + many(']', 300)],
    ["#set($s = $input.body)$s.replaceAll('(a*)*b', 'x').length()", many('a', 20_000)],
    ["#set($s = $input.body)$s.matches('(a|a)*(a|a)*c')", many('a', 20_000)],
    ["#set($s = 'x')$s.replaceAll('((a{1,99}){1,99}){1,99}', 'x')"],
    [`#set($s = 'x')$s.replaceAll('${many('(', 2000)}', '')`],
    ["#set($s = $input.body)$s.replace('a', $s).length()", many('a', 100_000)],
    [many('x', 400_000)],
  ];
  for (const [template, body] of templates) {
    try {
      run(template, body);
    } catch (error) {
      assert.ok(error instanceof TemplateError, `${template.slice(0, 60)}: ${String(error)}`);
    }
  }
});

test('names of JavaScript’s own objects are only names', () => {
  const context = createContext(JSON.parse('{"__proto__": {"polluted": 1}, "constructor": "mine"}'));
  const template = `#set($m = {})#set($m.__proto__ = 1)#set($m["constructor"] = {"prototype": 2})
#set($context.__proto__.polluted = "yes")$m $context.constructor $m.toString.length [$m.hasOwnProperty]
#set($p = $util.parseJson('{"__proto__": {"x": 1}}'))$p $input.path('$.__proto__.x')`;
  const text = mapPayload(readTemplate(template), { body: '{"__proto__": {"x": 5}}' }, context);
  assert.match(text, /\{__proto__=1, constructor=\{prototype=2\}\} mine {2}\[\]/);
  assert.match(text, /\{__proto__=\{x=1\}\} 5/);
  assert.equal((Object.prototype as { polluted?: unknown }).polluted, undefined);
});

test('damaged templates are refused or rendered, never more', () => {
  const whole = `#set($a = {"k": [1, 2.5, 'x']})#foreach($i in $a.k)\${i}#if($foreach.hasNext), #else.#end#end $!{a.k[0]} "$util.urlEncode("$i b")"`;
  for (let at = 0; at <= whole.length; at++) {
    for (const damaged of [whole.slice(0, at), whole.slice(at), whole.slice(0, at) + whole.slice(at + 1)]) {
      try {
        run(damaged);
      } catch (error) {
        assert.match((error as Error).name, /^(TemplateError|NotModelled)$/, damaged);
      }
    }
  }
});

test('damaged JSON is refused as JavaScript’s reader refuses it', () => {
  const whole = '{"a": [1, -2.50e3, true, null, "x\\u0041\\n\\"\\/"], "b": {"c": false}, "": ""}';
  for (let at = 0; at < whole.length; at++) {
    for (const text of [
      whole.slice(0, at),
      whole.slice(0, at) + whole.slice(at + 1),
      `${whole.slice(0, at)},${whole.slice(at)}`,
    ]) {
      let wanted: unknown;
      let valid = true;
      try {
        wanted = JSON.parse(text);
      } catch {
        valid = false;
      }
      // Put in brackets, so that a damaged text is not taken for a plain one.
      if (valid) assert.deepEqual(JSON.parse(run("$input.json('$')", `[${text}]`)), [wanted], text);
      else assert.throws(() => run("$input.json('$')", `[${text || ','}]`), TemplateError, text);
    }
  }
});
