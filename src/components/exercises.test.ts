import { expect, test } from 'vitest';
import { exerciseAnchor, exercisesOf } from './exercises.ts';

test('the exercises of a page are found in its text, with the ids that progress is kept by', () => {
  const text = `# A page
<Exercise starter="./a.starter.ts" solution="./a.solution.ts" title="The first">
  <Hint>…</Hint>
</Exercise>
<Exercise
  starter="./sub/b.starter.ts"
  title="The second"
>
</Exercise>
`;
  const found = exercisesOf('content/docs/messaging/page.mdx', text);
  expect(found).toEqual([
    { id: 'messaging/a.starter', title: 'The first' },
    { id: 'messaging/sub/b.starter', title: 'The second' },
  ]);
  expect(found.map(({ id }) => exerciseAnchor(id))).toEqual(['exercise-a', 'exercise-b']);
});
