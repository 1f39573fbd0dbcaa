import { show } from '../report/index.ts';
import { aws, type Callable, type Settings } from './aws.ts';
import { complete, type Completion } from './complete.ts';
import { configure, type Configured } from './configure.ts';
import { filtered, FILTERS } from './filters.ts';
import { commandsOf, type Here, loopIn, pipedIn, scriptLines, withoutHere } from './lines.ts';
import type { CommandOutcome } from './outcome.ts';
import { identityOf } from './profile.ts';
import { redirected } from './redirect.ts';
import { UsageError } from './usage.ts';
import { type Word, wordsOf } from './words.ts';

/** What a shell begins with. */
export interface ShellOptions {
  /** Files by name: what `file://policy.json` reads, and `cat` shows. */
  files?: Readonly<Record<string, string | Uint8Array>>;
  /** Whom `--profile` means, by name: `{ app: cloud.as(role) }`. `aws configure set` adds others. */
  profiles?: Readonly<Record<string, Callable>>;
  /** How answers are written where a command does not say: json, text, table, yaml or off. Default json. */
  output?: string;
}

/** A command of a script, and what it came to. */
export interface ScriptLine extends CommandOutcome {
  /** The command as it was typed. */
  readonly line: string;
}

/** What the shell knows beside `aws`, and what of its own it has for each. */
const PROGRAMS = ['aws', 'cat', 'date', 'echo', 'exit', 'export', 'help', 'ls', 'rm', 'set', 'sleep', 'true', 'unset', ...Object.keys(FILTERS)]; // prettier-ignore

const HELP = `aws <service> <operation>, aws help, aws sqs help
sleep <seconds>, date
cat, ls, rm, echo, > file, <<'END'
NAME=value, $NAME, $(…), &&, ||, ;, for
| head, tail, grep, sort, wc`;

const NOTHING: CommandOutcome = { out: '', err: '', code: 0 };

/**
 * A shell with the command `aws`, on a cloud: what is typed into it works on AWS as it stands. Beside `aws` it knows
 * `sleep`, `date`, `echo`, `cat`, `ls`, variables (`URL=$(aws …)`, `$URL`), files (`cat > policy.json <<'END'`), `for`, `&&`,
 * `||`, and pipes into `head`, `tail`, `grep`, `sort` and `wc`. `help` lists them.
 *
 *     const shell = new Shell(cloud);
 *     await shell.type('aws sqs create-queue --queue-name jobs');
 */
export class Shell {
  readonly #cloud: Callable;
  readonly #profiles: Readonly<Record<string, Callable>>;
  readonly #configured: Configured;
  /** Files, by name: texts, and bytes such as a function's package. */
  readonly files: Map<string, string | Uint8Array>;
  /** Variables, by name. */
  readonly variables = new Map<string, string>();

  /** On a cloud, or on one as somebody calls it: `cloud.as(role)`. */
  constructor(cloud: Callable, { files = {}, profiles = {}, output = 'json' }: ShellOptions = {}) {
    this.#cloud = cloud;
    this.#profiles = profiles;
    this.files = new Map(Object.entries(files));
    this.#configured = new Map([['default', { output }]]);
  }

  /** Runs a line and prints it, behind a prompt, with what it answers. */
  async type(line: string): Promise<CommandOutcome> {
    print(`$ ${line}`);
    const outcome = await this.run(line);
    if (outcome.out) print(outcome.out);
    if (outcome.err) print(outcome.err.replace(/^\n/, ''));
    return outcome;
  }

  /**
   * Types the commands of a script, one after the other, and prints its comments; gives what became of each command. After
   * `set -e` the first one that fails is the last, and `exit` ends it in any case.
   *
   * @param options.print whether anything is printed. Default true.
   */
  async script(text: string, { print: shown = true }: { print?: boolean } = {}): Promise<ScriptLine[]> {
    const lines: ScriptLine[] = [];
    for (const line of scriptLines(text)) {
      if (/^\s*(#|$)/.test(line)) {
        if (shown && line && !line.startsWith('#!')) print(line);
        continue;
      }
      const outcome = await (shown ? this.type(line) : this.run(line));
      lines.push({ line, ...outcome });
      if (this.#ended || (outcome.code !== 0 && this.#strict)) break;
    }
    return lines;
  }

  /** Runs a line and prints nothing. What goes wrong is in the outcome; errors of the simulator are thrown. */
  async run(line: string): Promise<CommandOutcome> {
    try {
      const { text, here } = withoutHere(line);
      const loop = loopIn(text);
      return await (loop ? this.#loop(loop) : this.#commands(text, here));
    } catch (error) {
      // A pattern of grep may be none.
      if (!(error instanceof UsageError || error instanceof SyntaxError)) throw error;
      return { out: '', err: `bash: ${error.message}`, code: 2 };
    }
  }

  /** What may stand at the end of a line that has begun, as the Tab key gives it. */
  complete(line: string): Completion {
    return complete(line, { programs: PROGRAMS, files: [...this.files.keys()], variables: [...this.variables.keys()] }); // prettier-ignore
  }

  #strict = false;
  #ended = false;

  async #commands(text: string, here: readonly Here[]): Promise<CommandOutcome> {
    let all = NOTHING;
    for (const { text: command, after } of commandsOf(text)) {
      if (all.code === 0 ? after === '||' : after === '&&') continue;
      all = both(all, await this.#pipe(pipedIn(command), here));
    }
    return all;
  }

  async #loop({ name, words, body }: { name: string; words: string; body: string }): Promise<CommandOutcome> {
    let all = NOTHING;
    for (const word of wordsOf(words))
      for (const value of await this.#fill(word)) {
        this.variables.set(name, value);
        all = both(all, await this.#commands(body.trim(), []));
      }
    return all;
  }

  /** Commands of which each reads what the one before it prints: it ends as the last of them. */
  async #pipe(parts: readonly string[], here: readonly Here[]): Promise<CommandOutcome> {
    let all = await this.#command(wordsOf(parts[0]!), here);
    for (const part of parts.slice(1))
      all = both({ ...all, out: '' }, await this.#command(wordsOf(part), here, all.out));
    return all;
  }

  async #command(given: readonly Word[], here: readonly Here[], piped?: string): Promise<CommandOutcome> {
    const { words, to, from, quiet } = redirected(given);
    if (words.length === 0) return NOTHING;
    const [first] = words[0]!;
    const assigned = first && 'text' in first ? await this.#assign(words) : undefined;
    if (assigned) return assigned;
    const filled: string[] = [];
    for (const word of words) filled.push(...(await this.#fill(word)));
    const [program = '', ...rest] = filled;
    const input = from ? await this.#input(await this.#whole(from), here) : piped;
    const outcome = await this.#run(program, rest, input);
    const shown = quiet ? { ...outcome, err: '' } : outcome;
    if (!to) return shown;
    const name = await this.#whole(to.name);
    const before = to.append ? text(this.files.get(name) ?? '') : '';
    if (name !== '/dev/null') this.files.set(name, before + shown.out + (shown.out && '\n'));
    return { ...shown, out: '' };
  }

  /** What a command reads: a file, or the text behind it. */
  async #input(name: string, here: readonly Here[]): Promise<string> {
    const behind = here[Number(/^&(\d+)$/.exec(name)?.[1] ?? NaN)];
    if (!behind) return text(this.files.get(name) ?? '');
    // Inside of quotation marks variables are filled in, and blanks stay.
    return behind.filled
      ? this.#whole(wordsOf(`"${behind.body.replaceAll(/(\\?)"/g, '$1$1\\"')}"`)[0] ?? [])
      : behind.body;
  }

  async #run(program: string, words: readonly string[], input: string | undefined): Promise<CommandOutcome> {
    const { simulation } = this.#cloud;
    switch (program) {
      case 'aws':
        return this.#aws(words);
      case 'sleep': {
        const seconds = Number(words[0]);
        if (!(seconds >= 0)) return wrong(`sleep: invalid time interval '${words[0] ?? ''}'`);
        await simulation.sleep(seconds);
        return NOTHING;
      }
      case 'date':
        return said(new Date(simulation.epochMillis).toISOString().replace(/\.\d+Z$/, 'Z'));
      case 'echo':
        return said(words.join(' '));
      case 'cat': {
        const found = words[0] === undefined ? (input ?? '') : this.files.get(words[0]);
        return found === undefined ? wrong(`cat: ${words[0]}: No such file or directory`) : said(text(found).replace(/\n$/, '')); // prettier-ignore
      }
      case 'ls':
        return said([...this.files.keys()].sort().join('\n'));
      case 'rm':
        for (const word of words) this.files.delete(word);
        return NOTHING;
      case 'export':
        for (const word of words) this.#set(word);
        return NOTHING;
      case 'unset':
        for (const word of words) this.variables.delete(word);
        return NOTHING;
      case 'set':
        if (words[0] === '--') words.slice(1).forEach((word, i) => this.variables.set(String(i + 1), word));
        else if (/^-\w*e/.test(words[0] ?? '')) this.#strict = true;
        return NOTHING;
      case 'exit':
        this.#ended = true;
        return { ...NOTHING, code: Number(words[0] ?? 0) };
      case 'true':
        return NOTHING;
      case 'help':
        return said(HELP);
      default:
        if (program in FILTERS) {
          const lines = filtered(program, words, input ?? '');
          return { ...said(lines.join('\n')), code: program === 'grep' && !lines.length ? 1 : 0 };
        }
        return wrong(`bash: ${program}: ${input === undefined ? 'command not found' : 'not modelled'}`, 127);
    }
  }

  #aws(words: readonly string[]): Promise<CommandOutcome> | CommandOutcome {
    if (words[0] === '--version')
      return said('aws-cli/2 Desired-Capacity (a simulator; nothing of it is AWS)');
    const at = words.indexOf('--profile');
    const profile = at < 0 ? this.variables.get('AWS_PROFILE') : words[at + 1];
    if (words[0] === 'configure')
      return configure(words.slice(1), this.#configured, profile ?? 'default', this.#cloud.name);
    const own = this.#configured.get(profile ?? 'default') ?? {};
    const found = identityOf(this.#cloud, this.#profiles, this.#configured, profile, this.variables);
    if ('err' in found) return found;
    const region = this.variables.get('AWS_REGION') ?? this.variables.get('AWS_DEFAULT_REGION') ?? own['region']; // prettier-ignore
    const output = this.variables.get('AWS_DEFAULT_OUTPUT') ?? own['output'] ?? 'json';
    const settings: Settings = { region, output };
    return aws(found.cloud, words, settings, {
      read: (path) => text(this.#file(path)),
      bytes: (path) => {
        const found = this.#file(path);
        return typeof found === 'string' ? new TextEncoder().encode(found) : found;
      },
      write: (path, text) => this.files.set(path, text),
    });
  }

  #file(path: string): string | Uint8Array {
    const found = this.files.get(path);
    if (found === undefined)
      throw new UsageError(`Error parsing parameter: Unable to load paramfile file://${path}: [Errno 2] No such file or directory: '${path}'`); // prettier-ignore
    return found;
  }

  /** `NAME=value` alone on its line. */
  async #assign(words: readonly Word[]): Promise<CommandOutcome | undefined> {
    if (words.length !== 1 || !/^[A-Za-z_]\w*=/.test(plainStart(words[0]!))) return undefined;
    const failures: CommandOutcome[] = [];
    this.#set(await this.#whole(words[0]!, failures));
    return failures.at(-1) ?? NOTHING;
  }

  #set(text: string): void {
    const at = text.indexOf('=');
    if (at > 0) this.variables.set(text.slice(0, at), text.slice(at + 1));
  }

  /** A word with all of it filled in. */
  async #whole(word: Word, failures: CommandOutcome[] = []): Promise<string> {
    let text = '';
    for (const piece of word) text += await this.#piece(piece, failures);
    return text;
  }

  /** A word filled in: what stands outside of quotes falls apart at blanks. */
  async #fill(word: Word): Promise<string[]> {
    const loose = word.some((piece) => !('text' in piece) && !piece.quoted);
    const text = await this.#whole(word);
    if (!loose) return [text];
    return text.split(/\s+/).filter(Boolean);
  }

  /** A piece filled in. A command that fails goes to `failures`: an assignment ends as it did. */
  async #piece(piece: Word[number], failures: CommandOutcome[]): Promise<string> {
    if ('text' in piece) return piece.text;
    if ('variable' in piece) return this.variables.get(piece.variable) ?? '';
    const outcome = await this.run(piece.command);
    if (outcome.code !== 0) failures.push({ ...outcome, out: '' });
    return outcome.out.replace(/\n+$/, '');
  }
}

/** The letters that a word begins with before anything is filled in. */
function plainStart(word: Word): string {
  let text = '';
  for (const piece of word) {
    if (!('text' in piece)) break;
    text += piece.text;
  }
  return text;
}

/** What two commands came to, one after the other. */
function both(first: CommandOutcome, second: CommandOutcome): CommandOutcome {
  const join = (a: string, b: string) => [a, b].filter(Boolean).join('\n');
  return { out: join(first.out, second.out), err: join(first.err, second.err), code: second.code };
}

const text = (file: string | Uint8Array) =>
  typeof file === 'string' ? file : new TextDecoder().decode(file);
const said = (out: string): CommandOutcome => ({ ...NOTHING, out });
const wrong = (err: string, code = 1): CommandOutcome => ({ out: '', err, code });

/** Prints where the run prints. */
function print(text: string): void {
  show({ type: 'console', level: 'log', text });
}
