import { expect, test } from 'vitest';
import { parse } from '../pages/page.ts';
import { importsFor } from './components.ts';

const names = (text: string) =>
  importsFor(parse('page.mdx', text)).map((line) => /^import (.*) from "(.*)";$/.exec(line)!.slice(1));

test('a page gets what it uses: ours from its file, Starlight’s from its package', () => {
  const text =
    '# A\n\n<Aside>One, and <Correction fact="a">two</Correction>.</Aside>\n\n<Aside>Three</Aside>\n';
  expect(names(text)).toEqual([
    ['{ Aside }', '@astrojs/starlight/components'],
    ['Correction', expect.stringMatching(/src\/components\/Correction\.astro$/)],
  ]);
});

test('what a page imports, makes or only speaks of is not imported', () => {
  const text = `import Aside from './mine.astro';
export const Sandbox = () => null;

<Aside /> <Sandbox /> <Fragment slot="a" /> <Other /> <div /> \`<Hint />\`

\`\`\`mdx
<Questions />
\`\`\`
`;
  expect(names(text)).toEqual([]);
});
