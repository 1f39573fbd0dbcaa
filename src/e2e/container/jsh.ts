/**
 * The shell of the stand-in: what a WebContainer's `jsh` does with a line that is typed. It echoes, takes back, runs a
 * command with its words, stops it on Ctrl+C, and ends on `exit`.
 */
import { type ChildProcess, spawn } from 'node:child_process';

const PROMPT = '❯ ';
let line = '';
let running: ChildProcess | undefined;

const print = (text: string | Buffer) => process.stdout.write(String(text).replaceAll(/\r?\n/g, '\r\n'));

function run(): void {
  const [command, ...args] = line.trim().split(/\s+/);
  line = '';
  print('\n');
  if (!command) return void print(PROMPT);
  if (command === 'exit') process.exit();
  running = spawn(command, args, { shell: process.platform === 'win32' });
  running.stdout!.on('data', print);
  running.stderr!.on('data', print);
  const over = (text: string) => {
    running = undefined;
    print(text + PROMPT);
  };
  running.on('error', () => over(`jsh: command not found: ${command}\n`));
  running.on('close', () => running && over(''));
}

process.stdin.setEncoding('utf8').on('data', (text: string) => {
  for (const key of text) {
    if (key === '\x03') running?.kill('SIGINT');
    else if (running) running.stdin!.write(key);
    else if (key === '\r') run();
    else if (key === '\x7f') {
      if (line) print('\b \b');
      line = line.slice(0, -1);
    } else {
      line += key;
      print(key);
    }
  }
});
print(PROMPT);
