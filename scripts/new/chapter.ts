import { readPages } from '../pages/page.ts';
import { exampleFiles } from './example.ts';
import { Refused, type Scaffold } from './scaffold.ts';

const PATH = /^[a-z0-9-]+(\/[a-z0-9-]+)+$/;

/** A page with one example that runs, the last of its folder: `messaging/sqs/polling`, "Short and long polling". */
export function chapter(root: string, path = '', title = ''): Scaffold {
  if (path && title && !PATH.test(path)) {
    throw new Refused(
      `The path '${path}' must name a part and a service before the chapter, in small letters: messaging/sqs/polling.`,
    );
  }
  if (!path || !title) {
    throw new Refused(
      'A chapter has a path and a title: npm run new -- chapter messaging/sqs/polling "Polling"',
    );
  }
  const folder = path.slice(0, path.lastIndexOf('/'));
  const name = path.slice(folder.length + 1);
  const page = `content/docs/${path}.mdx`;
  const orders = readPages(root)
    .pages.filter(({ route }) => route === folder || route.startsWith(`${folder}/`))
    .map(({ data }) => (data['sidebar'] as { order?: number } | undefined)?.order ?? 0);
  const text = `---
title: ${JSON.stringify(title)}
description: What a reader learns here, in one sentence.
sidebar:
  order: ${Math.max(0, ...orders) + 1}
---

The problem that this chapter solves, from a reader's day.

## One idea

What holds, and where it can be seen.

<Sandbox file="./${name}/first.ts" title="What the run shows" />

What the reader should notice in the result.

## In short

- The chapter in a few lines.
`;
  return {
    files: { [page]: text, ...exampleFiles(`content/docs/${path}/first`) },
    next: [
      `Write ${page}; \`npm run dev\` shows it at /${path}/ and runs its example again whenever it is saved.`,
      `Change its example: \`npm run example -- ${path}/first\` runs it, \`npm run check examples -- --write\` keeps what it prints.`,
      'Give the statements of content/facts that it says their `page` and `proof`.',
      'Draw what can be drawn: a `mermaid` fence, then `npm run diagrams`.',
    ],
  };
}
