import type { Files } from '../engine.ts';

/** The name of the program that runs a script. */
export const PROGRAM = 'main.ts';

/** What a reader does with a terminal: runs its script, types a line after some others, or asks how one could go on. */
export interface Wanted {
  /** Lines that were typed before, on the same cloud: they run again, and print nothing. */
  before?: readonly string[];
  /** The line that is typed. Default: the script itself, printed. */
  line?: string;
  /** A line that has begun: printed is how it could go on, as JSON. */
  begun?: string;
}

/** `# Before: group.setup.ts, …`: the file that makes what a script finds; undefined for none. */
export const setUpOf = (script: string): string | undefined =>
  /^# Before: ([\w-]+\.setup\.ts)\b/m.exec(script)?.[1];

/**
 * A program that runs a script of a terminal on a new cloud. What the script finds there, a file beside it may make, which it
 * names (`setUpOf`): that exports `setUp(cloud, shell)`. A cloud is the same whenever the same is done to it, so a line that
 * a reader types needs no cloud that stays: all before it runs again, unseen, and takes some milliseconds.
 *
 * A command that fails ends the script, unless the line says how it exits: `# exits 254`.
 *
 * @param helpers the file that makes what the script finds
 */
export function programOf(
  script: string,
  { before = [], line, begun }: Wanted = {},
  helpers: Files = {},
): Files {
  const setUp = setUpOf(script);
  const shown = line === undefined && begun === undefined;
  const unseen = shown ? [] : before;
  const body = [
    ...(shown
      ? [
          `for (const { line, code } of await shell.script(script)) {`,
          `  const exits = Number(/# exits (\\d+)$/.exec(line)?.[1] ?? 0);`,
          `  if (code !== exits) throw new Error(\`\${line}: exits \${code}\`);`,
          `}`,
        ]
      : [`await shell.script(script, { print: false });`]),
    ...(unseen.length > 0 ? [`for (const line of ${JSON.stringify(unseen)}) await shell.run(line);`] : []),
    ...(line !== undefined ? [`await shell.type(${JSON.stringify(line)});`] : []),
    ...(begun !== undefined
      ? [`console.log(JSON.stringify(shell.complete(${JSON.stringify(begun)})));`]
      : []),
  ];
  const text = [
    `// Services: ${servicesIn([script, ...before, line ?? begun ?? ''].join('\n'))}`,
    `import { Cloud, Shell } from 'desired-capacity';`,
    ...(setUp === undefined ? [] : [`import { setUp } from './${setUp}';`]),
    ``,
    `const script = ${JSON.stringify(script)};`,
    `const cloud = new Cloud(${asksWho(script) ? '{ iam: true }' : ''});`,
    `const shell = new Shell(cloud);`,
    ...(setUp === undefined ? [] : [`await setUp(cloud, shell);`]),
    ...body,
    ``,
  ].join('\n');
  return { ...helpers, [PROGRAM]: text };
}

/** Whether a script acts as somebody: then IAM decides about every call. */
const asksWho = (script: string) => /AWS_ACCESS_KEY_ID|aws_access_key_id|AWS_PROFILE|--profile/.test(script);

/** The services that a script names, in quotes, by which they are loaded before the run: others come when they are met. */
function servicesIn(text: string): string {
  const names = [...text.matchAll(/\baws ([a-z][a-z0-9-]+)/g)].map(([, name]) => `'${name!.replaceAll('-', '')}'`); // prettier-ignore
  return [...new Set(names)].join(', ');
}
