import { expect, test } from 'vitest';
import { tooHeavy } from './heavy.ts';

test('code as people write it can be shown', () => {
  const long = `const a = '${'x'.repeat(9000)}';`;
  expect(
    tooHeavy({ 'a.ts': "console.log('Crème brûlée', '👩‍👩‍👧‍👦');\n".repeat(3000), 'b.ts': long }),
  ).toBeUndefined();
});

test.for([
  ['a'.repeat(10_001), /a line of more than 10000 characters/],
  ['\n'.repeat(10_001), /more than 10000 lines/],
  ['a\n'.repeat(110_000), /more than 200000 characters/],
  [`Z${'\u0301'.repeat(32)}`, /more than 31 marks/],
  [`Z${'\u200d'.repeat(32)}`, /more than 31 marks/],
] as const)('%#: code that no editor shows in good time can not', ([text, why]) => {
  expect(tooHeavy({ 'a.ts': text })).toMatch(why);
});
