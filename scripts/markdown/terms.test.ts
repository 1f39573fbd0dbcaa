import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { markdownToHtml } from 'satteri';
import { expect, test } from 'vitest';
import { ROOT } from '../astro.ts';
import { terms } from './terms.ts';

async function html(route: string, text: string): Promise<string> {
  const fileURL = pathToFileURL(join(ROOT, 'content/docs', `${route}.mdx`));
  return (await markdownToHtml(text, { fileURL, mdastPlugins: [terms(ROOT)] })).html;
}

test('a term links to the glossary where a page first uses it in its text', async () => {
  const page = await html(
    'edge/x',
    '## A saga\n\nThink of a saga, *a saga* and a saga.\n\n> A poison message.\n',
  );
  expect(page.match(/<a /g)).toHaveLength(1);
  expect(page).toMatch(
    /Think of a <a href="\/glossary\/#saga" title="A long transaction [^"]+">saga<\/a>, <em>/,
  );
});

test('the page that explains a term does not link it', async () => {
  expect(await html('serverless/step-functions/retry-and-catch', 'A saga.')).toContain('<p>A saga.</p>');
});
