import { commandsOf, loopIn, scriptLines, withoutHere } from '../../src/sim/cli/lines.ts';
import { redirected } from '../../src/sim/cli/redirect.ts';
import { type Word, wordsOf } from '../../src/sim/cli/words.ts';

/** A command of AWS's in a script. */
export interface AwsCommand {
  /** 1-based, in the script. */
  line: number;
  /** The words behind `aws`. What a variable stands for is nobody's to know here: `1111` stands for it. */
  words: string[];
}

/** The commands of AWS's in a script, those inside of `$(…)` too. @throws UsageError for what no shell would read */
export function awsCommands(script: string): AwsCommand[] {
  let line = 1;
  return scriptLines(script).flatMap((text) => {
    const found = within(text).map((words) => ({ line, words }));
    line += text.split('\n').length;
    return found;
  });
}

function within(text: string): string[][] {
  const { text: bare } = withoutHere(text);
  const loop = loopIn(bare);
  if (loop) return [...wordsOf(loop.words).flatMap(inside), ...within(loop.body)];
  return commandsOf(bare).flatMap((command) => piped(command.text));
}

/** The commands of a pipe. */
function piped(command: string): string[][] {
  const words = wordsOf(command);
  const pipes = words.flatMap((word, i) => (plain(word) === '|' ? [i] : []));
  return [-1, ...pipes].flatMap((from, i) => {
    const part = redirected(words.slice(from + 1, pipes[i])).words;
    const said = part.map(filled);
    // `if aws …`, `! aws …`, `AWS_REGION=… aws …`
    const at = said.findIndex((word) => !/^(if|while|until|then|do|!|[A-Z_]+=.*)$/.test(word));
    return [...part.flatMap(inside), ...(said[at] === 'aws' ? [said.slice(at + 1)] : [])];
  });
}

const plain = (word: Word) =>
  word.map((piece) => ('text' in piece && !piece.quoted ? piece.text : '')).join('');

const filled = (word: Word) => word.map((piece) => ('text' in piece ? piece.text : '1111')).join('');

const inside = (word: Word) => word.flatMap((piece) => ('command' in piece ? within(piece.command) : []));
