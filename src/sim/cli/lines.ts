/** What `<<` begins: the word that ends it, alone on its line, and whether variables in between stay as they are. */
const HERE = /<<-?[ \t]*(['"]?)([A-Za-z_]\w*)\1/;

/** Text that a command reads: `cat <<EOF`. */
export interface Here {
  readonly body: string;
  /** Whether variables in it are filled in: not where the word stands in quotes. */
  readonly filled: boolean;
}

/** The commands of a line: what `&&`, `||`, a semicolon or a new line parts outside of quotes and brackets. */
export function commandsOf(line: string): { readonly text: string; readonly after: '&&' | '||' | ';' }[] {
  const commands: { text: string; after: '&&' | '||' | ';' }[] = [];
  let after: '&&' | '||' | ';' = ';';
  let start = 0;
  for (const [at, c] of outside(line)) {
    const two = line.slice(at, at + 2);
    const double = two === '&&' || two === '||';
    if (at < start || (c !== ';' && c !== '\n' && !double)) continue;
    commands.push({ text: line.slice(start, at), after });
    after = double ? two : ';';
    start = at + (double ? 2 : 1);
  }
  return [...commands, { text: line.slice(start), after }];
}

/** The parts of a command that `|` joins: each reads what the one before it prints. */
export function pipedIn(command: string): string[] {
  const signs = [...outside(command)].filter(([, c]) => c === '|').map(([at]) => at);
  return [-1, ...signs].map((at, i) => command.slice(at + 1, signs[i]));
}

/** The characters of a text that stand outside of quotes, brackets and comments, with where they stand. */
function* outside(text: string): Generator<[at: number, character: string]> {
  let quote = '';
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const c = text[at]!;
    if (c === '\\' && quote !== "'") at++;
    else if (quote) quote = c === quote ? '' : quote;
    else if (c === "'" || c === '"') quote = c;
    else if (c === '#' && /^\s?$/.test(text[at - 1] ?? '')) at = endOfLine(text, at) - 1;
    else if (c === '(') depth++;
    else if (c === ')') depth--;
    else if (depth === 0) yield [at, c];
  }
  if (quote || depth > 0) yield [text.length, ''];
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** Whether a shell would run a text, or wait for more: a quote is open, a loop, a text for a command, or a backslash ends it. */
export function isWhole(text: string): boolean {
  const rest = withoutHere(text).text;
  if (HERE.test(rest) && [...outside(rest)].some(([at]) => rest.startsWith('<<', at))) return false;
  if (/\\$/.test(rest) || [...outside(rest)].some(([, c]) => c === '')) return false;
  return !/^\s*for\s/.test(rest) || /(^|[\s;])done\s*(#.*)?$/.test(rest);
}

/** A script's commands, each with all of its lines; comments and empty lines stand alone. */
export function scriptLines(text: string): string[] {
  const found: string[] = [];
  let open = '';
  for (const line of text.trimEnd().split('\n')) {
    open = open === '' ? line : `${open}\n${line}`;
    if (!isWhole(open)) continue;
    found.push(open);
    open = '';
  }
  return open === '' ? found : [...found, open];
}

/** A command without the texts that it reads, which are named by number: `cat < &0`. */
export function withoutHere(text: string): { text: string; here: Here[] } {
  const here: Here[] = [];
  let rest = text;
  for (;;) {
    const match = HERE.exec(rest);
    if (!match) return { text: rest, here };
    const [whole, quote, word] = match;
    const line = endOfLine(rest, match.index);
    const end = new RegExp(`^${word}$`, 'm').exec(rest.slice(line + 1));
    if (!end) return { text: rest, here };
    const body = rest.slice(line + 1, line + 1 + end.index).replace(/\n$/, '');
    const tail = rest.slice(line + 1 + end.index + word!.length);
    rest = `${rest.slice(0, match.index)}< &${here.length}${rest.slice(match.index + whole.length, line)}${tail}`;
    here.push({ body, filled: quote === '' });
  }
}

/** `for NAME in words; do commands; done`; undefined for what is none. */
export function loopIn(text: string): { name: string; words: string; body: string } | undefined {
  const match = /^\s*for\s+(\w+)\s+in\s+([^;\n]*)[;\n]\s*do\s([\s\S]*?)[;\n]?\s*done\s*(?:#.*)?$/.exec(text);
  return match ? { name: match[1]!, words: match[2]!, body: match[3]! } : undefined;
}
