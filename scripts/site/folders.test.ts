import { expect, test } from 'vitest';
import { Fixture } from '../check/fixture.ts';
import { foldersAbove, sidebarItems } from './folders.ts';
import { readFolders } from './read-folders.ts';

const page = (matter = '') => `---\ntitle: A\ndescription: B.\n${matter}---\n`;

test('the sidebar has parts, their services and chapters, each in the order of its front matter', () => {
  using tree = new Fixture({
    'content/docs/index.mdx': page(),
    'content/docs/404.md': page(),
    'content/docs/glossary.mdx': page(),
    'content/docs/corrections.mdx': page('sidebar:\n  order: 2\n'),
    'content/docs/load-balancing/alb/rules.mdx': page(),
    'content/docs/messaging/index.mdx': page('folder:\n  name: Messages\n  order: -1\n'),
    'content/docs/messaging/sqs/index.mdx': page('folder:\n  order: 1\nsidebar:\n  order: 1\n'),
    'content/docs/messaging/sqs/retention.mdx': page('sidebar:\n  order: 3\n'),
    'content/docs/messaging/sqs/polling/index.mdx': page('sidebar:\n  order: 2\n'),
    'content/docs/messaging/ses/index.mdx': page('folder:\n  name: Amazon SES\n'),
  });
  const folders = readFolders(tree.root);
  expect(sidebarItems(folders)).toEqual([
    'corrections',
    'glossary',
    {
      label: 'Messages',
      items: [
        'messaging',
        { label: 'Amazon SES', items: ['messaging/ses'] },
        {
          label: 'Amazon SQS',
          items: ['messaging/sqs', 'messaging/sqs/polling', 'messaging/sqs/retention'],
        },
      ],
    },
    {
      label: 'Load balancing',
      items: [{ label: 'Alb', items: ['load-balancing/alb/rules'] }],
    },
  ]);
  const names = (address: string) => foldersAbove(address, folders).map(({ name }) => name);
  expect(names('messaging/sqs/polling')).toEqual(['Messages', 'Amazon SQS']);
  expect(names('messaging')).toEqual(['Messages']);
  expect(names('glossary')).toEqual([]);
});
