import { aws, type Callable, type CommandOutcome, type Settings } from './aws.ts';
import { show } from '../report/index.ts';
import { UsageError } from './usage.ts';
import { type Word, wordsOf } from './words.ts';

/** What a shell begins with. */
export interface ShellOptions {
  /** Files by name: what `file://policy.json` reads, and `cat` shows. */
  files?: Readonly<Record<string, string>>;
  /** Whom `--profile` means, by name: `{ app: cloud.as(role) }`. */
  profiles?: Readonly<Record<string, Callable>>;
  /** How answers are written where a command does not say: json, text or table. Default json. */
  output?: string;
}

/**
 * A shell with the command `aws`, on a cloud: what is typed into it works on AWS as it stands. Beside `aws` it knows
 * `sleep`, `date`, `echo`, `cat`, variables (`URL=$(aws …)`, `$URL`) and `&&`.
 *
 *     const shell = new Shell(cloud);
 *     await shell.type('aws sqs create-queue --queue-name jobs');
 */
export class Shell {
  readonly #cloud: Callable;
  readonly #profiles: Readonly<Record<string, Callable>>;
  readonly #files: Map<string, string>;
  readonly #settings: Settings;
  /** Variables, by name. */
  readonly variables = new Map<string, string>();

  /** On a cloud, or on one as somebody calls it: `cloud.as(role)`. */
  constructor(cloud: Callable, { files = {}, profiles = {}, output = 'json' }: ShellOptions = {}) {
    this.#cloud = cloud;
    this.#profiles = profiles;
    this.#files = new Map(Object.entries(files));
    this.#settings = { region: undefined, output };
  }

  /** Runs a line and prints it, behind a prompt, with what it answers. */
  async type(line: string): Promise<CommandOutcome> {
    print(`$ ${line}`);
    const outcome = await this.run(line);
    if (outcome.out) print(outcome.out);
    if (outcome.err) print(outcome.err.replace(/^\n/, ''));
    return outcome;
  }

  /** Runs a line and prints nothing. What goes wrong is in the outcome; errors of the simulator are thrown. */
  async run(line: string): Promise<CommandOutcome> {
    let outcome: CommandOutcome = { out: '', err: '', code: 0 };
    try {
      for (const command of commandsOf(line)) {
        const next = await this.#command(wordsOf(command));
        const out = [outcome.out, next.out].filter(Boolean).join('\n');
        outcome = { ...next, out };
        if (next.code !== 0) break;
      }
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      return { out: '', err: `bash: ${error.message}`, code: 2 };
    }
    return outcome;
  }

  async #command(words: readonly Word[]): Promise<CommandOutcome> {
    const [first] = words;
    if (!first) return { out: '', err: '', code: 0 };
    const assigned = first[0] && 'text' in first[0] ? await this.#assign(words) : undefined;
    if (assigned) return assigned;
    const filled: string[] = [];
    for (const word of words) filled.push(...(await this.#fill(word)));
    const [program = '', ...rest] = filled;
    return this.#run(program, rest);
  }

  async #run(program: string, words: readonly string[]): Promise<CommandOutcome> {
    const { simulation } = this.#cloud;
    const out = (text: string): CommandOutcome => ({ out: text, err: '', code: 0 });
    const wrong = (err: string, code = 1): CommandOutcome => ({ out: '', err, code });
    switch (program) {
      case 'aws':
        return this.#aws(words);
      case 'sleep': {
        const seconds = Number(words[0]);
        if (!(seconds >= 0)) return wrong(`sleep: invalid time interval '${words[0] ?? ''}'`);
        await simulation.sleep(seconds);
        return out('');
      }
      case 'date':
        return out(new Date(simulation.epochMillis).toISOString().replace(/\.\d+Z$/, 'Z'));
      case 'echo':
        return out(words.join(' '));
      case 'cat': {
        const text = this.#files.get(words[0] ?? '');
        return text === undefined ? wrong(`cat: ${words[0] ?? ''}: No such file or directory`) : out(text);
      }
      case 'export':
        for (const word of words) this.#set(word);
        return out('');
      default:
        return wrong(`bash: ${program}: command not found`, 127);
    }
  }

  #aws(words: readonly string[]): Promise<CommandOutcome> | CommandOutcome {
    if (words[0] === 'configure') return this.#configure(words.slice(1));
    const at = words.indexOf('--profile');
    const profile = at < 0 ? this.variables.get('AWS_PROFILE') : words[at + 1];
    const cloud = profile === undefined ? this.#cloud : this.#profiles[profile];
    if (!cloud)
      return {
        out: '',
        err: `\naws: [ERROR]: The config profile (${profile}) could not be found`,
        code: 255,
      };
    const region = this.variables.get('AWS_REGION') ?? this.variables.get('AWS_DEFAULT_REGION');
    const settings = { ...this.#settings, region: region ?? this.#settings.region };
    return aws(cloud, words, settings, (path) => this.#file(path));
  }

  /** `aws configure set region eu-west-1`, `aws configure get region`: what a later command takes. */
  #configure([verb, name = '', value = '']: readonly string[]): CommandOutcome {
    const known = name === 'region' || name === 'output';
    if (verb === 'set' && known) {
      this.#settings[name] = value;
      return { out: '', err: '', code: 0 };
    }
    if (verb === 'get' && known) {
      const found = this.#settings[name] ?? '';
      return { out: found, err: '', code: found ? 0 : 1 };
    }
    if (verb === 'list')
      return { out: `NAME       : VALUE\nregion     : ${this.#settings.region ?? this.#cloud.name}\noutput     : ${this.#settings.output}`, err: '', code: 0 }; // prettier-ignore
    return { out: '', err: '\naws: [ERROR]: configure knows set, get and list here, for region and output', code: 252 }; // prettier-ignore
  }

  #file(path: string): string {
    const text = this.#files.get(path);
    if (text === undefined)
      throw new UsageError(`Error parsing parameter: Unable to load paramfile file://${path}: [Errno 2] No such file or directory: '${path}'`); // prettier-ignore
    return text;
  }

  /** `NAME=value` alone on its line. */
  async #assign(words: readonly Word[]): Promise<CommandOutcome | undefined> {
    if (words.length !== 1) return undefined;
    const text = await this.#whole(words[0]!);
    return /^[A-Za-z_]\w*=/.test(text) ? (this.#set(text), { out: '', err: '', code: 0 }) : undefined;
  }

  #set(text: string): void {
    const at = text.indexOf('=');
    if (at > 0) this.variables.set(text.slice(0, at), text.slice(at + 1));
  }

  /** A word with all of it filled in. */
  async #whole(word: Word): Promise<string> {
    let text = '';
    for (const piece of word) text += await this.#piece(piece);
    return text;
  }

  /** A word filled in: what stands outside of quotes falls apart at blanks. */
  async #fill(word: Word): Promise<string[]> {
    const loose = word.some((piece) => !('text' in piece) && !piece.quoted);
    const text = await this.#whole(word);
    if (!loose) return [text];
    return text.split(/\s+/).filter(Boolean);
  }

  async #piece(piece: Word[number]): Promise<string> {
    if ('text' in piece) return piece.text;
    if ('variable' in piece) return this.variables.get(piece.variable) ?? '';
    const { out, err } = await this.run(piece.command);
    if (err) print(err.replace(/^\n/, ''));
    return out.replace(/\n+$/, '');
  }
}

/** The commands of a line: what `&&`, a semicolon or a new line parts outside of quotes and brackets. */
function commandsOf(line: string): string[] {
  const commands: string[] = [];
  let quote = '';
  let depth = 0;
  let start = 0;
  for (let at = 0; at < line.length; at++) {
    const c = line[at]!;
    if (c === '\\' && quote !== "'") at++;
    else if (quote) quote = c === quote ? '' : quote;
    else if (c === "'" || c === '"') quote = c;
    else if (c === '(') depth++;
    else if (c === ')') depth--;
    else if (depth === 0 && (c === ';' || c === '\n' || line.startsWith('&&', at))) {
      commands.push(line.slice(start, at));
      if (c === '&') at++;
      start = at + 1;
    }
  }
  return [...commands, line.slice(start)];
}

/** Prints where the run prints. */
function print(text: string): void {
  show({ type: 'console', level: 'log', text });
}
