import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { mdxToJs } from 'satteri';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../astro.ts';
import { questions } from './questions.ts';

/** Beside the examples of a chapter; the page itself need not be there. */
const PAGE = join(ROOT, 'content/docs/messaging/sqs/polling.mdx');

const compile = async (text: string): Promise<string> => {
  const { code } = await mdxToJs(text, { fileURL: pathToFileURL(PAGE), mdastPlugins: [questions()] });
  return code;
};

interface Asked {
  id?: string;
  of?: string;
  more?: string;
  none?: string;
  some?: string;
}

const asking = ({
  id = 'nights',
  of = '100 nights of 12 reports > short > nights that leave reports',
  more = '',
  none = 'is="0" text="None" try="reports a night=1"',
  some = 'right is="25..55" text="Some"',
}: Asked): string => `# A page

<Sandbox file="./polling/drained.ts" title="Drained">
  <Predict id="${id}" of="${of}" ${more}>
    How many?

    <Choice ${none}>A reason.</Choice>
    <Choice ${some}>A reason.</Choice>
  </Predict>
</Sandbox>
`;

describe('a prediction', () => {
  test('gets what the run gives, its name among all of the site, and what a button says', async () => {
    const code = await compile(asking({}));
    expect(code).toContain('gives: "36"');
    expect(code).toContain('name: "messaging/sqs/polling#nights"');
    expect(code).toContain('tries: "reports a night 1"');
  });

  test('about knobs is answered by a run with them turned', async () => {
    const code = await compile(
      asking({
        more: 'with="reports a night=1"',
        of: '100 nights of 1 reports > short > reports left',
        some: 'right is="1..99" text="Some"',
      }),
    );
    expect(code).toMatch(/gives: "\d+"/);
  });

  test.each<[what: string, asked: Asked, message: RegExp]>([
    ['is not what the run gives', { some: 'right is="60..70" text="Some"' }, /The run gives 36, and the right choice “Some” is 60\.\.70/],
    ['is also what a wrong choice is', { none: 'is="30..40" text="None"' }, /The run gives 36, which the wrong choice “None” is too/],
    ['is nowhere in the result', { of: '100 nights of 12 reports > shrt > reports left' }, /'shrt', but 'short', 'long, of 1 s'/],
    ['has no name', { id: '' }, /has no id/],
    ['turns a knob that is not there', { none: 'is="0" text="None" try="size=1"' }, /no knob 'size' that goes to 1; it has 'reports a night'/],
    ['asks about a knob that is not there', { more: 'with="size=1"' }, /no knob 'size', but 'reports a night'/],
    ['has no right choice', { some: 'text="Some"' }, /this one has 0/],
  ])('that %s stops the build by file and line', async (_, asked, message) => {
    const failed = compile(asking(asked));
    await expect(failed).rejects.toThrow(message);
    await expect(failed).rejects.toThrow(/polling\.mdx:[47] Predict '/);
  }); // prettier-ignore

  test('in no sandbox has nothing that answers it', async () => {
    const alone = asking({}).replace(/<\/?Sandbox[^>]*>/g, '');
    await expect(compile(alone)).rejects.toThrow(/It stands in no <Sandbox/);
  });

  test('has an id of its own', async () => {
    await expect(compile(asking({}) + asking({}))).rejects.toThrow(/two questions have the id 'nights'/);
  });
});
