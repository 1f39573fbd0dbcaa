import { expect, test } from 'vitest';
import { exerciseAnchor, exercisesOf, questionsOf } from './exercises.ts';

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

test('the questions of a page are found in its text', () => {
  const text = `<Sandbox file="./a.ts" title="A">
  <Predict id="first" of="A > b">…</Predict>
</Sandbox>
  <Predict
    number="calls"
    id="second"
  >
<Questions>
  <Question id="third">
`;
  expect(questionsOf('messaging/page', text)).toEqual([
    'messaging/page#first',
    'messaging/page#second',
    'messaging/page#third',
  ]);
});
