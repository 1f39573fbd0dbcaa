import { expect, test } from 'vitest';
import { exampleBeside } from './examples.ts';

test('a page that shows an example which is not there is told so, by both names', async () => {
  const page = 'content/docs/messaging/sqs/index.mdx';
  await expect(exampleBeside(page, './polling/gone.ts')).rejects.toThrow(
    'content/docs/messaging/sqs/index.mdx shows the example ./polling/gone.ts, but there is no content/docs/messaging/sqs/polling/gone.ts.',
  );
});

test('the checks of an exercise are not shown as an example', async () => {
  const page = 'content/docs/messaging/sqs/dead-letter-queues/index.mdx';
  await expect(exampleBeside(page, './videos.check.ts')).rejects.toThrow('there is no');
});
