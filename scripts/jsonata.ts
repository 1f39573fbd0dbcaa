import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './astro.ts';

/**
 * Makes `src/sim/services/jsonata/evaluator.ts` of the npm package jsonata@2.0.6, the version that AWS implements: one
 * synchronous module, the same on every machine. `npm pack jsonata@2.0.6`, unpack it, and
 * `node scripts/jsonata.ts FOLDER`. Each replacement must be found as often as stated, so that another version fails here.
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
type Replacement = readonly [from: string | RegExp, to: string, count: number];

const VERSION = '2.0.6';

// The simulation's processes can't wait for promises inside a step, and nothing here has to wait.
const SYNCHRONOUS: Replacement[] = [
  ['await Promise.all(', '(', 2],
  [/\basync function\b/g, 'function', 43],
  [/\basync \(/g, '(', 3],
  [/\bawait /g, '', 102],
  // Each await unwound the stack; without them this recursion over items would overflow at some ten thousand.
  [
    /if \(left\.length === 0\) \{[^]*?merge_iter\(result, left\.slice\(1\), right\);\s*\}/g,
    `var [i, j] = [0, 0];
                while (i < left.length && j < right.length) result.push(comp(left[i], right[j]) ? right[j++] : left[i++]);
                while (i < left.length) result.push(left[i++]);
                while (j < right.length) result.push(right[j++]);`,
    1,
  ],
];

// What differs from engine to engine, zone to zone or run to run.
const DETERMINISTIC: Replacement[] = [
  ['var timestamp = new Date();', 'var timestamp = new Date(0);', 1],
  ['timestamp = new Date();', 'timestamp = new Date(now);', 1],
  ['evaluate: function (input, bindings, callback) {', 'evaluate: function (input, bindings, now) {', 1],
  [/if \(typeof callback === "function"\) \{\s*callback\(null, it\);\s*\}/g, '', 1],
  ['return Date.parse(timestamp);', 'return parseTimestamp(timestamp);', 1],
  ['Math.floor(Math.log10(num) / 3)', 'Math.floor(exponent(num) / 3)', 1],
  [
    'Math.floor(Math.log(regexMatch.groups.length) * Math.LOG10E) + 1',
    'exponent(regexMatch.groups.length) + 1',
    1,
  ],
  [/Math\.pow\((10|26), /g, 'power($1, ', 6],
  // $random and $shuffle are bound by jsonata.ts; $power too.
  ['return Math.random();', 'return 0;', 1],
  ['Math.floor(Math.random() * (i + 1))', 'i', 1],
];

// What a hostile expression could reach or break: prototypes, and a variable named hasOwnProperty.
const HARDENED: Replacement[] = [
  ['result = input[key];', 'result = Object.hasOwn(input, key) ? input[key] : undefined;', 1],
  ['var bindings = {};', 'var bindings = Object.create(null);', 1],
  ['if(bindings.hasOwnProperty(name)) {', 'if(name in bindings) {', 1],
  ['for (var v in bindings) {', 'for (var v of Reflect.ownKeys(bindings)) {', 1],
];

// AWS leaves $eval out, and lets arithmetic run to infinity.
const AWS: Replacement[] = [
  ["staticFrame.bind('eval', defineFunction(functionEval, '<sx?:x>'));", '', 1],
  [
    /if \(isNum && !isFinite\(n\)\) \{\s*throw \{\s*code: "D1001",\s*value: n,\s*stack: [^}]*\};\s*\}/g,
    '',
    1,
  ],
];

const MODULE: Replacement[] = [
  [
    /^\(function\(f\)\{.*?\}\)\(function\(\)\{var define,module,exports;/g,
    'const jsonata: Jsonata = (function(){var define,module,exports;',
    1,
  ],
  [/\},\{\}\]\},\{\},\[3\]\)\(3\)\n\}\);\s*$/g, '},{}]},{},[3])(3)\n})();\nexport default jsonata;\n', 1],
  ['jsonata.parser = parser;', 'jsonata.parser = parser;\n    jsonata.defineFunction = defineFunction;', 1],
];

const HELPERS = `
// 10^exponent is the largest power of ten that is not above a positive number.
const exponent = (number) => Number(number.toExponential().split('e')[1]);

// Exact, where engines' Math.pow may differ in the last bit.
function power(base, times) {
  if (base === 10) return Number('1e' + times);
  let product = 1;
  for (let i = 0; i < times; i++) product *= base;
  return product;
}

// Date.parse takes a time without an offset for the machine's own zone, and engines disagree about the rest.
const TIMESTAMP = /^(\\d{4})(?:-(\\d\\d)(?:-(\\d\\d))?)?(?:T(\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d+))?)?(?:Z|([+-])(\\d\\d):?(\\d\\d))?$/;

function parseTimestamp(text) {
  const match = TIMESTAMP.exec(text);
  if (match === null) return NaN;
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((i) => Number(match[i] ?? (i === 2 || i === 3 ? 1 : 0)));
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24) return NaN;
  const millis = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  const offset = (Number(match[9] ?? 0) * 60 + Number(match[10] ?? 0)) * (match[8] === '-' ? -1 : 1);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.setUTCHours(hour, minute - offset, second, millis);
}
`;

const TYPES = `
/** A function of JSONata. */
export interface Definition {
  readonly implementation: (...args: never[]) => unknown;
}

/** An expression, parsed. */
export interface Expression {
  evaluate(input: unknown, bindings: Record<PropertyKey, unknown>, now: number): unknown;
  ast(): unknown;
}

interface Jsonata {
  (text: string): Expression;
  defineFunction(implementation: (...args: never[]) => unknown, signature: string): Definition;
}

`;

/** The module's text, from the package's. */
function synchronous(source: string): string {
  let text = source;
  for (const [from, to, count] of [...SYNCHRONOUS, ...DETERMINISTIC, ...HARDENED, ...AWS, ...MODULE]) {
    const found = typeof from === 'string' ? text.split(from).length - 1 : (text.match(from) ?? []).length;
    if (found !== count) throw new Error(`${from} stands ${found} times in jsonata, not ${count}.`);
    text = typeof from === 'string' ? text.replaceAll(from, () => to) : text.replace(from, to);
  }
  const code = text.replace(/\/\*[^]*?\*\/|\/\/.*/g, '');
  if (/\basync (?:function|\(|\w+ =>)|\bawait |Math\.(?:random|log|log10)\b|new Date\(\)/.test(code))
    throw new Error('Something asynchronous or random is left.');
  return text;
}

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('node scripts/jsonata.ts FOLDER: where the package jsonata@2.0.6 is');
  process.exit(2);
}
const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
if (version !== VERSION) throw new Error(`jsonata is ${version}, not ${VERSION}.`);
const licence = readFileSync(join(folder, 'LICENSE'), 'utf8').trim();
const text = synchronous(readFileSync(join(folder, 'jsonata.js'), 'utf8'));
writeFileSync(
  join(ROOT, 'src/sim/services/jsonata/evaluator.ts'),
  `/*! JSONata ${VERSION}, https://jsonata.org, made synchronous by scripts/jsonata.ts: do not edit.\n\n${licence}\n*/\n` +
    `// @ts-nocheck\n${TYPES}${HELPERS}${text}`,
);
