import { AwsError } from '../cloud/index.ts';
import { NotModelled } from '../cloud/not-modelled.ts';
import type { Reply, Simulation } from '../kernel/index.ts';
import { membersOf, type Schema } from '../tongue/schema.ts';
import { allServices, serviceClass } from '../tongue/services.ts';
import type { Members, Shape } from '../tongue/shape.ts';
import { search } from './jmespath/search.ts';
import { JmespathError } from './jmespath/tokens.ts';
import { GLOBAL, OUTPUTS, SWITCHES } from './global.ts';
import { commandOf, kebab, meant } from './names.ts';
import { type CommandOutcome, refused } from './outcome.ts';
import { format, plain } from './output.ts';
import { optionOf, OUT_FILE, ownOf } from './own-parameters.ts';
import { cut, joined, pagingOf, skippedBy } from './pages.ts';
import { UsageError } from './usage.ts';
import type { Files } from './files.ts';
import { valueOf } from './value.ts';
import { type Waiter, WAITERS } from './waiters.ts';

/** What commands act on: a cloud, or a cloud as somebody calls it. */
export interface Callable {
  /** Its home Region. */
  readonly name: string;
  /** The clock. */
  readonly simulation: Simulation;
  /** The same in another Region. */
  region(name: string): { send(service: never, operation: never, input: never): Reply<object> };
}

/** What applies where a command does not say. */
export interface Settings {
  region: string | undefined;
  output: string;
}

interface Given {
  readonly input: Record<string, unknown>;
  readonly global: Record<string, string>;
  readonly paginate: boolean;
  /** Where the bytes of the answer go. */
  readonly outFile: string | undefined;
}

interface Command {
  readonly service: string;
  readonly schema: Schema;
  readonly operation: string;
  readonly members: Members;
}

/** Runs `aws <service> <operation> …`; `words` are those behind `aws`. */
export async function aws(
  cloud: Callable,
  words: readonly string[],
  settings: Settings,
  files: Files,
): Promise<CommandOutcome> {
  // prettier-ignore
  try {
    const [name = '', action = '', ...rest] = words;
    if (name === 'help' || name === '') return said(overview());
    const { service, schema } = serviceNamed(name);
    if (action === 'help' || action === '') return said(helpOf(name, schema));
    if (action === 'wait') return await wait(cloud, name, schema, service, rest, settings, files);
    const command = commandNamed(service, schema, action);
    if (rest[0] === 'help') return said(synopsis(name, command));
    const given = read(command, rest, files);
    return await call(cloud, command, given, settings, files);
  } catch (error) {
    return failed(error);
  }
}

const said = (out: string): CommandOutcome => ({ out, err: '', code: 0 });

function failed(error: unknown): CommandOutcome {
  if (error instanceof UsageError || error instanceof JmespathError) return refused(error.message, 252);
  if (error instanceof NotModelled) return { out: '', err: `\n${error.message}`, code: 255 };
  throw error;
}

async function call(
  cloud: Callable,
  command: Command,
  given: Given,
  settings: Settings,
  files: Files,
): Promise<CommandOutcome> {
  const { global } = given;
  const output = global.output ?? settings.output;
  if (!OUTPUTS.includes(output)) throw new UsageError(`argument --output: Found invalid choice '${output}'`);
  try {
    const answered = (await ask(cloud, command, given, settings)) as Record<string, unknown>;
    let answer = plain(toFile(answered, command, given, files));
    if (global.query !== undefined) answer = search(answer, global.query);
    return said(format(answer, output, command.operation));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { operation } = command;
    return refused(
      `An error occurred (${error.code}) when calling the ${operation} operation: ${error.message}`,
      254,
    );
  }
}

/** Puts the bytes of an answer into the file that a command names. */
function toFile(answer: Record<string, unknown>, command: Command, given: Given, files: Files): object {
  const name = OUT_FILE[`${command.service} ${command.operation}`];
  if (name === undefined || given.outFile === undefined) return answer;
  const { [name]: bytes, ...rest } = answer;
  files.write(given.outFile, bytes instanceof Uint8Array ? new TextDecoder().decode(bytes) : '');
  return rest;
}

/** Whether a parameter has one word: what follows is the name of a file. */
const takesOne = (member: Shape | undefined, outFile: string | undefined) =>
  outFile !== undefined && member !== undefined && member.type !== 'list';

/** The answer of an operation: all of its pages, unless fewer are wanted. */
async function ask(cloud: Callable, command: Command, given: Given, settings: Settings): Promise<object> {
  const { schema, operation, members, service } = command;
  const { global, input } = given;
  const region = cloud.region(global.region ?? settings.region ?? cloud.name);
  const send = (more: object = {}) => region.send(service as never, operation as never, { ...input, ...more } as never); // prettier-ignore
  const output = membersOf(schema, schema.operations[operation as never][1], 'aws');
  const paging = pagingOf(members, output);
  const bySelf = paging && (input[paging.token] !== undefined || (paging.size !== 'MaxItems' && paging.size !== undefined && input[paging.size] !== undefined)); // prettier-ignore
  if (!paging || !given.paginate || bySelf) return send();
  const most = global['max-items'] === undefined ? Infinity : Number(global['max-items']);
  const skipped = skippedBy(global['starting-token']);
  if (skipped === undefined || Number.isNaN(most))
    throw new UsageError('Bad starting token or number of items');
  const size = paging.size && global['page-size'] !== undefined ? { [paging.size]: Number(global['page-size']) } : {}; // prettier-ignore
  let all: Record<string, unknown> | undefined;
  let token: unknown;
  do {
    const page = (await send({ ...size, ...(token !== undefined && { [paging.token]: token }) })) as Record<string, unknown>; // prettier-ignore
    const { [paging.next]: next, IsTruncated: _more, ...rest } = page;
    all = joined(all, rest);
    token = next;
  } while (token !== undefined && token !== '');
  return most === Infinity && skipped === 0 ? all : cut(all, most, skipped);
}

async function wait(
  cloud: Callable,
  name: string,
  schema: Schema,
  service: string,
  words: readonly string[],
  settings: Settings,
  files: Files,
): Promise<CommandOutcome> {
  // prettier-ignore
  const [what = '', ...rest] = words;
  const known = WAITERS[name] ?? {};
  const waiter = Object.hasOwn(known, what) ? known[what] : undefined;
  if (!waiter) throw choice('waiter_name', what, Object.keys(known));
  const command = commandNamed(service, schema, kebab(waiter.operation));
  const given = read(command, rest, files);
  const title = what.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
  for (let tries = 1; ; tries++) {
    try {
      if (await holds(waiter, () => ask(cloud, command, given, settings))) return said('');
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return refused(`Waiter ${title} failed: An error occurred (${error.code}): ${error.message}`, 255);
    }
    if (tries >= waiter.most) return refused(`Waiter ${title} failed: Max attempts exceeded`, 255);
    await cloud.simulation.sleep(waiter.every);
  }
}

async function holds({ path, all, retry, until }: Waiter, asked: () => Promise<object>): Promise<boolean> {
  try {
    const answer = await asked();
    if (until !== undefined || path === undefined) return until === undefined;
    const found = search(plain(answer), path);
    return Array.isArray(found) && found.length > 0 && found.every((value) => value === all);
  } catch (error) {
    if (!(error instanceof AwsError) || (error.code !== until && error.code !== retry)) throw error;
    return error.code === until;
  }
}

/** Reads the parameters of a command. @throws UsageError */
export function read(
  { service, operation, members }: Pick<Command, 'service' | 'operation' | 'members'>,
  words: readonly string[],
  files: Files,
): Given {
  const title = `${service} ${operation}`;
  const parameters = new Map(Object.keys(members).map((name) => [optionOf(title, name), name]));
  const own = ownOf(title);
  const ownGiven: Record<string, string[]> = {};
  let input: Record<string, unknown> = {};
  const global: Record<string, string> = {};
  let paginate = true;
  let outFile: string | undefined;
  const raw = /(^| )--cli-binary-format[ =]raw-in-base64-out( |$)/.test(words.join(' '));
  for (let at = 0; at < words.length;) {
    const word = words[at++]!;
    if (!word.startsWith('--') && OUT_FILE[title] && outFile === undefined) {
      outFile = word;
      continue;
    }
    if (!word.startsWith('--')) throw new UsageError(`Unknown options: ${word}`);
    const [option, inline] = split(word.slice(2));
    const values = inline === undefined ? [] : [inline];
    const switched = SWITCHES.has(option);
    const denied =
      option.startsWith('no-') && members[parameters.get(option.slice(3)) ?? '']?.type === 'boolean';
    const parameter = GLOBAL.has(option) ? undefined : parameters.get(option);
    const isFlag = switched || denied || (parameter !== undefined && members[parameter]!.type === 'boolean');
    while (
      !isFlag &&
      at < words.length &&
      inline === undefined &&
      (values.length === 0 || !words[at]!.startsWith('--'))
    ) {
      // prettier-ignore
      if (words[at]!.startsWith('--') && parameters.has(words[at]!.slice(2))) break;
      values.push(words[at++]!);
      if (GLOBAL.has(option) || takesOne(members[parameter ?? ''], OUT_FILE[title])) break;
    }
    if (switched) paginate &&= option !== 'no-paginate';
    else if (denied) input[parameters.get(option.slice(3))!] = false;
    else if (isFlag) input[parameter!] = true;
    else if (values.length === 0 && (parameter !== undefined || GLOBAL.has(option)))
      throw new UsageError(`argument --${option}: expected ${members[parameter ?? '']?.type === 'list' ? 'at least ' : ''}one argument`); // prettier-ignore
    else if (option === 'cli-input-json')
      input = { ...(valueOf(option, { type: 'document' }, values, files) as object), ...input }; // prettier-ignore
    else if (GLOBAL.has(option)) global[option] = values[0]!;
    else if (own?.options.includes(option)) ownGiven[option] = values;
    else if (parameter === undefined) {
      const near = meant(option, [...parameters.keys()]).map((name) => `--${name}`);
      throw new UsageError(`Unknown options: ${[`--${option}`, ...values].join(', ')}${maybe('\n\n', near)}`);
    } else {
      // What an object holds is a file, without `fileb://`.
      const given = title === 's3 PutObject' && parameter === 'Body' ? [`fileb://${values[0]}`] : values;
      input[parameter] = valueOf(`--${option}`, members[parameter]!, given, files, raw);
    }
  }
  own?.apply(ownGiven, input, files);
  const missing = [...parameters].filter(([, name]) => members[name]!.required && input[name] === undefined);
  if (missing.length > 0)
    throw new UsageError(`the following arguments are required: ${missing.map(([option]) => `--${option}`).join(', ')}`); // prettier-ignore
  return { input, global, paginate, outFile };
}

/** `--name=value` in one word. */
function split(word: string): [option: string, value: string | undefined] {
  const at = word.indexOf('=');
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

function serviceNamed(command: string): { service: string; schema: Schema } {
  const known = allServices().map(([name]) => name);
  const service = known.find((name) => commandOf(name) === command);
  if (service === undefined) throw choice('command', command, known.map(commandOf));
  const { schema } = serviceClass(service);
  if (!schema) throw new UsageError(`${command} has no commands here`);
  return { service, schema };
}

function commandNamed(service: string, schema: Schema, action: string): Command {
  const known = Object.keys(schema.operations);
  const operation = known.find((name) => kebab(name) === action);
  if (operation === undefined) {
    const left = schema.notModelled.split(' ').find((name) => kebab(name) === action);
    if (left) throw new NotModelled(schema.title, left);
    throw choice('operation', action, known.map(kebab));
  }
  const [input] = schema.operations[operation as never] as readonly [string, string];
  return { service, schema, operation, members: membersOf(schema, input, 'aws') };
}

/** What AWS says of a word that is none of those known. */
function choice(argument: string, word: string, known: readonly string[]): UsageError {
  const hint = maybe(`\n\nInvalid choice: '${word}', `, meant(word, known));
  return new UsageError(`argument ${argument}: Found invalid choice '${word}'${hint}`);
}

/** What may have been meant, behind some words; nothing where nothing is near. */
const maybe = (before: string, near: readonly string[]) =>
  near.length > 0 ? `${before}maybe you meant:${near.map((name, i) => `${i ? '' : '\n'}\n  * ${name}`).join('')}` : ''; // prettier-ignore

function overview(): string {
  const names = allServices().map(([name, { title }]) => `       ${commandOf(name).padEnd(24)}${title}`);
  return ['SYNOPSIS', '       aws [options] <command> <subcommand> [parameters]', '', 'AVAILABLE SERVICES', ...names].join('\n'); // prettier-ignore
}

function helpOf(name: string, { title, operations }: Schema): string {
  const all = Object.keys(operations).map((each) => `       ${kebab(each)}`);
  const waits = WAITERS[name] ? ['       wait'] : [];
  return ['NAME', `       ${name}: ${title}`, '', 'AVAILABLE COMMANDS', ...all, ...waits].join('\n');
}

function synopsis(name: string, { service, operation, members }: Command): string {
  const lines = Object.entries(members).map(([member, shape]) => {
    const called = optionOf(`${service} ${operation}`, member);
    const option = `--${called}${shape.type === 'boolean' ? ` | --no-${called}` : ` <value>`}`;
    return `       ${shape.required ? option : `[${option}]`}  (${kind(shape)})`;
  });
  return ['NAME', `       ${kebab(operation)}`, '', 'SYNOPSIS', `       aws ${name} ${kebab(operation)}`, ...lines].join('\n'); // prettier-ignore
}

function kind(shape: Shape): string {
  if (shape.type === 'list') return `list of ${kind(shape.of)}`;
  if (shape.type === 'string' && shape.values) return shape.values.join(' | ');
  return shape.type;
}
