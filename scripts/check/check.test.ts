import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../astro.ts';
import { Changes } from './changes.ts';
import { Fixture } from './fixture.ts';
import { CHECKS, type Finding, problemText, runChecks } from './run.ts';

const PAGE = 'content/docs/queue/index.mdx';
const EXAMPLE = 'content/docs/queue/one.ts';
const OUTPUT = 'content/docs/queue/one.out.txt';
const FRONT_MATTER = '---\ntitle: Queue\ndescription: A queue.\n---\n';
const LEDGER = 'content/facts/messaging/sqs.jsonl';

const fact = (fields: object) =>
  `${JSON.stringify({ id: 'sqs-4-001', fact: 'It holds.', source: 'notes-004:1', verdict: 'ok', ...fields })}\n`;

/** What one check tells of a small repository, as `npm run check` prints it. Default: all of it has changed. */
async function told(name: string, files: Record<string, string>, changed?: string[]): Promise<string[]> {
  using tree = new Fixture(files);
  const lines: string[] = [];
  await runChecks(
    tree.root,
    ({ check, problems }) => lines.push(...problems.map((one) => problemText(check, one, tree.root))),
    { names: [name], changes: new Changes(tree.root, changed) },
  );
  return lines;
}

describe('what is broken is named by file and line, with what mends it', () => {
  test.each<[name: string, check: string, files: Record<string, string>, told: string]>([
    [
      'a failing check',
      'examples',
      { [EXAMPLE]: "import { check } from 'desired-capacity';\n\ncheck('it holds', 1 > 2);\n" },
      `${EXAMPLE}:3: examples: Check failed: it holds`,
    ],
    [
      'an example that throws',
      'examples',
      { [EXAMPLE]: "\nthrow new Error('no');\n" },
      `${EXAMPLE}:2: examples: Error: no`,
    ],
    [
      'an example whose output is not committed',
      'examples',
      { [EXAMPLE]: "console.log('one');\n" },
      `${EXAMPLE}:1: examples: What it prints is not committed beside it.`,
    ],
    [
      'an example that prints something else',
      'examples',
      { [EXAMPLE]: "console.log('one\\ntwo');\n", [OUTPUT]: 'one\nthree\n' },
      `${OUTPUT}:2: examples: The example prints “two” here, no longer “three”.`,
    ],
    [
      'an example that prints less',
      'examples',
      { [EXAMPLE]: "console.log('one');\n", [OUTPUT]: 'one\ntwo\n' },
      `${OUTPUT}:2: examples: The example prints nothing here, no longer “two”.`,
    ],
    [
      'the output of an example that is gone',
      'examples',
      { [OUTPUT]: 'one\n' },
      `${OUTPUT}:1: examples: No example prints this`,
    ],
    [
      'a dead link',
      'links',
      { [PAGE]: `${FRONT_MATTER}\nSee [the topic](/topic/).\n` },
      `${PAGE}:6: links: There is no page /topic/.`,
    ],
    [
      'a dead link of a component',
      'links',
      { [PAGE]: `${FRONT_MATTER}\n<LinkCard title="Topic" href="/topic/" />\n` },
      `${PAGE}:6: links: There is no page /topic/.`,
    ],
    [
      'a dead link of a button',
      'links',
      { 'content/docs/index.mdx': '---\nhero:\n  actions:\n    - text: Go\n      link: /no/\n---\n' },
      `content/docs/index.mdx:5: links: There is no page /no/.`,
    ],
    [
      'a dead heading',
      'links',
      { [PAGE]: `${FRONT_MATTER}\nSee [the start](/#another-heading).\n` },
      `${PAGE}:6: links: / has no heading #another-heading. It has: #_top, #a-heading.`,
    ],
    [
      'a dead heading of the page itself',
      'links',
      { [PAGE]: `${FRONT_MATTER}\n## Here\n\nSee [there](#there).\n` },
      `${PAGE}:8: links: The page has no heading #there.`,
    ],
    [
      'a link without its slash',
      'links',
      { [PAGE]: `${FRONT_MATTER}\n[Itself](/queue)\n` },
      `${PAGE}:6: links: The link /queue lacks the slash`,
    ],
    [
      'a relative link',
      'links',
      { [PAGE]: `${FRONT_MATTER}\n[Itself](../queue/)\n` },
      `${PAGE}:6: links: The link ../queue/ is relative.`,
    ],
    [
      'a dead file in a text of the repository',
      'links',
      { 'README.md': '# Read me\n\n[More](MORE.md)\n' },
      'README.md:3: links: There is no file MORE.md.',
    ],
    [
      'a missing picture',
      'links',
      { [PAGE]: `${FRONT_MATTER}\n![A queue](./queue.svg)\n` },
      `${PAGE}:6: links: There is no picture ./queue.svg.`,
    ],
    [
      'a picture without a text alternative',
      'links',
      { [PAGE]: `${FRONT_MATTER}\n![](/queue.svg)\n`, 'public/queue.svg': '<svg/>' },
      `${PAGE}:6: links: The picture /queue.svg has no text alternative.`,
    ],
    [
      'bad Mermaid',
      'diagrams',
      {
        [PAGE]: `${FRONT_MATTER}\n\`\`\`mermaid\nflowchart LR\n  accTitle: A\n  accDescr: B\n  a --> \n\`\`\`\n`,
      },
      `${PAGE}:10: diagrams: Mermaid: `,
    ],
    [
      'a missing diagram',
      'diagrams',
      {
        [PAGE]: `${FRONT_MATTER}\n\`\`\`mermaid\nflowchart LR\n  accTitle: A\n  accDescr: B\n  a --> b\n\`\`\`\n`,
      },
      `${PAGE}:6: diagrams: The diagram has no picture yet.`,
    ],
    [
      'a diagram without a text alternative',
      'diagrams',
      { [PAGE]: `${FRONT_MATTER}\n\`\`\`mermaid\nflowchart LR\n  accTitle: A\n  a --> b\n\`\`\`\n` },
      `${PAGE}:6: diagrams: The diagram has no text alternative.`,
    ],
    [
      'an unknown fact',
      'facts',
      { [PAGE]: `${FRONT_MATTER}\nSo <Correction fact="sqs-4-999">it is</Correction>.\n` },
      `${PAGE}:6: facts: The ledger has no fact sqs-4-999.`,
    ],
    [
      'a proof by a label that is not there',
      'facts',
      {
        [PAGE]: FRONT_MATTER,
        [EXAMPLE]: "import { check } from 'desired-capacity';\ncheck('it holds', true);\n",
        [LEDGER]: fact({ page: 'queue#_top', proof: { file: EXAMPLE, check: 'it holds water' } }),
      },
      `${LEDGER}:1: facts: sqs-4-001: ${EXAMPLE} makes no check “it holds water”. Its checks: “it holds”.`,
    ],
    [
      'front matter that is not YAML',
      'front-matter',
      { [PAGE]: '---\ntitle: Queue\ndescription: A queue: and why\n---\n' },
      `${PAGE}:3: front-matter: The front matter is not YAML`,
    ],
    [
      'front matter without a description',
      'front-matter',
      { [PAGE]: '---\ntitle: Queue\n---\n' },
      `${PAGE}:1: front-matter: The page has no description.`,
    ],
    [
      'a title that is a number',
      'front-matter',
      { [PAGE]: '---\ndescription: A year.\ntitle: 2026\n---\n' },
      `${PAGE}:3: front-matter: The title must be a text.`,
    ],
    [
      'a page without front matter',
      'front-matter',
      { [PAGE]: 'A queue.\n' },
      `${PAGE}:1: front-matter: The page has no`,
    ],
    [
      'MDX that does not parse',
      'front-matter',
      { [PAGE]: `${FRONT_MATTER}\nA <queue.\n` },
      `${PAGE}:6: front-matter: `,
    ],
    [
      'a component that there is not',
      'components',
      { [PAGE]: `${FRONT_MATTER}\n<Sidebar>A queue.</Sidebar>\n` },
      `${PAGE}:6: components: There is no component <Sidebar>.`,
    ],
    [
      'a sandbox without its example',
      'components',
      {
        [PAGE]: `${FRONT_MATTER}\n<Sandbox file="./no.ts" title="No" />\n`,
      },
      `${PAGE}:6: components: <Sandbox> names ./no.ts, which does not exist.`,
    ],
    [
      'a word that is none',
      'spelling',
      { [PAGE]: `${FRONT_MATTER}\nA queue is a bufffer.\n` },
      `${PAGE}:6: spelling: Unknown word (bufffer)`,
    ],
    [
      'American spelling',
      'spelling',
      { [PAGE]: `${FRONT_MATTER}\nThe behavior of a queue, and \`color\`.\n` },
      `${PAGE}:6: spelling: Forbidden word (behavior) fix: (behaviour).`,
    ],
    [
      'a lint error',
      'lint',
      { [EXAMPLE]: 'let a = 1;\n\nlet b = a == 2;\nb = true;\nconsole.log(b);\n' },
      `${EXAMPLE}:1: lint: 'a' is never reassigned`,
    ],
    [
      'a file that is not formatted',
      'format',
      { [EXAMPLE]: 'const a  = 1' },
      `${EXAMPLE}:1: format: The file is not`,
    ],
    ['a file that does not parse', 'format', { [EXAMPLE]: '\nconst a = ;\n' }, `${EXAMPLE}:2: format: `],
    [
      'a type error in an example',
      'types',
      {
        'tsconfig.json': readFileSync(join(ROOT, 'tsconfig.json'), 'utf8'),
        [EXAMPLE]:
          "import { Cloud } from 'desired-capacity';\n\nconst seed: string = new Cloud().now;\nexport { seed };\n",
      },
      `${EXAMPLE}:3: types: Type 'number' is not assignable to type 'string'. (ts(2322))`,
    ],
  ])('%s', async (_, check, files, message) => {
    const [first = '', ...others] = await told(check, files, check === 'types' ? [EXAMPLE] : undefined);
    expect(first.startsWith(message), first).toBe(true);
    expect(first.split('\n')[1]).toMatch(/^ {4}\S.*[.:;>`]/);
    const [file] = message.split(':');
    expect(others.filter((line) => !line.startsWith(`${file}:`))).toEqual([]);
  });
});

test('what is in order has nothing told of it', async () => {
  const files = {
    [PAGE]: `${FRONT_MATTER}
import { Aside } from '@astrojs/starlight/components';

## \`maxReceiveCount\` -- and “why”

See [home](/), [its heading](/#a-heading), [above](#maxreceivecount--and-why), [AWS](https://aws.amazon.com/),
[a picture](/queue.svg) and <a href="/queue/#here">here</a>.

![A queue](/queue.svg)

<Aside>
  <span id="here">Here</span>
</Aside>
`,
    [EXAMPLE]: "import { check } from 'desired-capacity';\n\ncheck('it holds', true);\n",
    [OUTPUT]: '✓ it holds\n',
    [LEDGER]: fact({ page: 'queue#here', proof: { file: EXAMPLE, check: 'it holds' } }),
    'public/queue.svg': '<svg/>',
    'README.md': '# Read me\n\n[The facts](content/facts/README.md#the-facts)\n',
    'content/facts/README.md': '# The facts\n',
  };
  for (const { name } of CHECKS.filter(({ name }) => name !== 'types')) {
    expect(await told(name, files), name).toEqual([]);
  }
});

test('the texts that examples print are written where that is asked for, and left-over ones go', async () => {
  using tree = new Fixture({ [EXAMPLE]: "console.log('one');\n", 'content/docs/queue/old.out.txt': 'old\n' });
  const problems: unknown[] = [];
  const tell = (finding: Finding) => problems.push(...finding.problems);
  await runChecks(tree.root, tell, { names: ['examples'], write: true });
  expect(problems).toEqual([]);
  expect(readFileSync(join(tree.root, OUTPUT), 'utf8')).toBe('one\n');
  expect(existsSync(join(tree.root, 'content/docs/queue/old.out.txt'))).toBe(false);
});

describe('a check of what has changed', () => {
  const BROKEN =
    "import { check } from 'desired-capacity';\ncheck('it holds', 1 > 2);\nlet  a = 1;\n// A bufffer.\n";
  const OTHER = 'content/docs/queue/two.ts';

  test.each(['examples', 'lint', 'format', 'spelling'])(
    '%s looks at the changed files alone',
    async (name) => {
      using tree = new Fixture({ [EXAMPLE]: BROKEN, [OTHER]: BROKEN });
      const found = await runChecks(tree.root, () => {}, {
        names: [name],
        changes: new Changes(tree.root, [OTHER]),
      });
      const files = found.flatMap(({ problems }) => problems.map(({ file }) => relative(tree.root, file)));
      expect(new Set(files)).toEqual(new Set([OTHER]));
    },
  );

  test('a changed library affects every example, a changed page none', async () => {
    const failing = async (path: string) => {
      using tree = new Fixture({ [EXAMPLE]: BROKEN });
      const changes = new Changes(tree.root, [path]);
      const [finding] = await runChecks(tree.root, () => {}, { names: ['examples'], changes });
      return finding!.problems.length;
    };
    expect(await failing('src/sim/services/sqs/queue.ts')).toBe(1);
    expect(await failing(PAGE)).toBe(0);
  });

  test('a proof is looked at again when its example or its ledger has changed', async () => {
    const failing = async (path: string) => {
      using tree = new Fixture({
        [PAGE]: FRONT_MATTER,
        [EXAMPLE]: BROKEN,
        [LEDGER]: fact({ page: 'queue#_top', proof: { file: EXAMPLE, check: 'it holds' } }),
      });
      const changes = new Changes(tree.root, [path]);
      const [finding] = await runChecks(tree.root, () => {}, { names: ['facts'], changes });
      return finding!.problems.length;
    };
    expect(await failing(EXAMPLE)).toBe(1);
    expect(await failing(LEDGER)).toBe(1);
    expect(await failing(PAGE)).toBe(0);
  });
});
