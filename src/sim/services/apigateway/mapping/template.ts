import { Cursor } from './cursor.ts';
import { notModelled, TemplateError } from '../regex/errors.ts';
import { readExpression, readReference } from './expression.ts';
import type { Branch, Node } from './node.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const MAX_SIZE = 300 * 1024;

/** A mapping template, read. */
export interface Template {
  readonly body: readonly Node[];
}

/** Reads a mapping template. */
export function readTemplate(text: string): Template {
  if (text.length > MAX_SIZE) throw new TemplateError('A mapping template has at most 300 KB.');
  return { body: readText(text, 0) };
}

/** Reads a text with references and directives: a template, or what stands in double quotes. */
export function readText(text: string, depth: number): Node[] {
  const cursor = new Cursor(text, depth, readText);
  const body = readBody(cursor);
  if (!cursor.ended) cursor.fail(`#${directiveAt(cursor)} stands alone`);
  return body;
}

const WORDS = ['set', 'if', 'elseif', 'else', 'end', 'foreach', 'break', 'stop'] as const;
const OTHERS = ['macro', 'define', 'parse', 'include', 'evaluate'] as const;
type Directive = (typeof WORDS)[number] | (typeof OTHERS)[number];
const WITH_ARGUMENT: readonly string[] = ['set', 'if', 'elseif', 'foreach', ...OTHERS];
/** The longest first: `#elseif` is not `#else`. */
const ALL = [...WORDS, ...OTHERS].toSorted((one, other) => other.length - one.length);

/** The directive that begins at the cursor's `#`: `#end` and `#{end}`. */
function directiveAt(cursor: Cursor): Directive | undefined {
  const start = cursor.at + 1;
  const braced = cursor.text[start] === '{';
  return ALL.find((word) => {
    if (braced) return cursor.text.startsWith(`${word}}`, start + 1);
    if (!cursor.text.startsWith(word, start)) return false;
    if (!WITH_ARGUMENT.includes(word)) return true;
    let next = start + word.length;
    while (cursor.text[next] === ' ' || cursor.text[next] === '\t') next++;
    return cursor.text[next] === '(';
  });
}

/** Reads up to the end, or to a directive that ends or continues a block, which is left to the caller. */
function readBody(cursor: Cursor): Node[] {
  const nodes: Node[] = [];
  /** Text that was stepped over and is not among the nodes yet. */
  let plain: string[] = [];
  const keep = (text: string) => void (text !== '' && plain.push(text));
  const flush = () => {
    if (plain.length > 0) nodes.push(plain.join(''));
    plain = [];
  };
  while (!cursor.ended) {
    keep(cursor.match(PLAIN) ?? '');
    if (cursor.ended) break;
    const slashes = cursor.match(BACKSLASHES);
    if (slashes !== undefined) {
      // Before a reference or a directive, backslashes escape: each pair is one, and an odd one takes its meaning.
      const special =
        cursor.character === '$'
          ? /[A-Za-z_!{]/.test(cursor.text[cursor.at + 1] ?? '')
          : cursor.character === '#' && directiveAt(cursor) !== undefined;
      keep(special ? '\\'.repeat(slashes.length >> 1) : slashes);
      if (special && slashes.length % 2 === 1) {
        keep(cursor.character);
        cursor.at++;
      }
      continue;
    }
    if (cursor.character === '$') {
      const reference = readReference(cursor);
      if (reference) {
        flush();
        nodes.push(reference);
      } else {
        keep('$');
        cursor.at++;
      }
      continue;
    }
    if (skipComment(cursor)) continue;
    if (cursor.startsWith('#[[')) {
      keep(readVerbatim(cursor));
      continue;
    }
    const directive = directiveAt(cursor);
    if (directive === undefined) {
      keep('#');
      cursor.at++;
      continue;
    }
    if (directive === 'end' || directive === 'else' || directive === 'elseif') break;
    if (directive === 'set') dropIndentation(cursor, plain);
    flush();
    nodes.push(cursor.within(() => readDirective(cursor, directive)));
  }
  flush();
  return nodes;
}

const PLAIN = /[^$#\\]+/y;
const BACKSLASHES = /\\+/y;
const LINE_COMMENT = /##[^\n]*\n?/y;
const REST_OF_LINE = /[ \t]*\r?\n/y;

/** The spaces before a #set belong to it, if its line begins with them. */
function dropIndentation(cursor: Cursor, plain: string[]): void {
  let start = cursor.at;
  while (/[ \t]/.test(cursor.text[start - 1] ?? '')) start--;
  const last = plain.at(-1);
  if (last === undefined || (start > 0 && cursor.text[start - 1] !== '\n')) return;
  plain[plain.length - 1] = last.slice(0, last.length - (cursor.at - start));
}

function skipComment(cursor: Cursor): boolean {
  if (cursor.match(LINE_COMMENT) !== undefined) return true;
  if (!cursor.skip('#*')) return false;
  const end = cursor.text.indexOf('*#', cursor.at);
  if (end < 0) cursor.fail('A comment does not end');
  cursor.at = end + 2;
  return true;
}

function readVerbatim(cursor: Cursor): string {
  const start = cursor.at + 3;
  const end = cursor.text.indexOf(']]#', start);
  if (end < 0) cursor.fail('#[[ does not end');
  cursor.at = end + 3;
  return cursor.text.slice(start, end);
}

/** Steps over a directive's name; its argument, if it has one, comes next. */
function skipName(cursor: Cursor, directive: Directive): void {
  cursor.at += cursor.text[cursor.at + 1] === '{' ? directive.length + 3 : directive.length + 1;
}

/** The white space up to the end of its line belongs to a directive. */
function skipLine(cursor: Cursor): void {
  cursor.match(REST_OF_LINE);
}

function readDirective(cursor: Cursor, directive: Directive): Node {
  if ((OTHERS as readonly string[]).includes(directive)) throw notModelled(`#${directive}`);
  skipName(cursor, directive);
  switch (directive) {
    case 'set':
      return readSet(cursor);
    case 'if':
      return readIf(cursor);
    case 'foreach':
      return readForeach(cursor);
    case 'break':
      return { kind: 'break' };
    default:
      return { kind: 'stop' };
  }
}

function readSet(cursor: Cursor): Node {
  cursor.expect('(');
  cursor.space();
  const target = readReference(cursor);
  if (target?.steps.at(-1)?.kind === 'method') cursor.fail('A method cannot be set');
  if (!target) cursor.fail('A reference was expected');
  cursor.expect('=');
  const value = readExpression(cursor);
  cursor.expect(')');
  skipLine(cursor);
  return { kind: 'set', target, value };
}

function readIf(cursor: Cursor): Node {
  const branches: Branch[] = [];
  let otherwise: Node[] = [];
  const readBranch = () => {
    cursor.expect('(');
    const condition = readExpression(cursor);
    cursor.expect(')');
    skipLine(cursor);
    branches.push({ condition, body: readBody(cursor) });
  };
  readBranch();
  while (directiveAt(cursor) === 'elseif') {
    skipName(cursor, 'elseif');
    readBranch();
  }
  if (directiveAt(cursor) === 'else') {
    skipName(cursor, 'else');
    skipLine(cursor);
    otherwise = readBody(cursor);
  }
  readEnd(cursor, 'if');
  return { kind: 'if', branches, otherwise };
}

function readForeach(cursor: Cursor): Node {
  cursor.expect('(');
  cursor.space();
  const variable = readReference(cursor);
  if (!variable || variable.steps.length > 0) cursor.fail('A variable was expected');
  cursor.expect('in');
  const list = readExpression(cursor);
  cursor.expect(')');
  skipLine(cursor);
  const body = readBody(cursor);
  readEnd(cursor, 'foreach');
  return { kind: 'foreach', name: variable.name, list, body };
}

function readEnd(cursor: Cursor, directive: Directive): void {
  if (cursor.ended || directiveAt(cursor) !== 'end') cursor.fail(`#${directive} without #end`);
  skipName(cursor, 'end');
  skipLine(cursor);
}
