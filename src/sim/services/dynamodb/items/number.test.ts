import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Simulation } from '../../../kernel/index.ts';
import { add, compareNumbers, negate, readNumber } from './number.ts';

test('numbers have one form', () => {
  const forms: [string, string][] = [
    ['1', '1'],
    ['+01.50', '1.5'],
    ['-0', '0'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['1e3', '1000'],
    ['12E-3', '0.012'],
    ['0e999', '0'],
    ['12345678901234567890123456789012345678', '12345678901234567890123456789012345678'],
    ['1e-130', `0.${'0'.repeat(129)}1`],
    ['9.9e125', `99${'0'.repeat(124)}`],
  ];
  for (const [text, form] of forms) assert.equal(readNumber(text), form, text);
});

test('numbers beyond DynamoDB’s are refused', () => {
  const refused: [string, RegExp][] = [
    ['1e126', /^Number overflow\. Attempting to store a number with magnitude larger/],
    ['1e-131', /^Number underflow\. Attempting to store a number with magnitude smaller/],
    ['1e99999999999', /^Number overflow/],
    ['123456789012345678901234567890123456789', /^Attempting to store more than 38 significant digits/],
    ['', /^The parameter cannot be converted to a numeric value$/],
    ['abc', /^The parameter cannot be converted to a numeric value: abc$/],
    ['0x10', /numeric value/],
    ['1 ', /numeric value/],
    ['Infinity', /numeric value/],
    [`${'1'.repeat(200_000)}x`, /numeric value/],
  ];
  for (const [text, message] of refused) assert.throws(() => readNumber(text), { message });
});

test('digits that a double loses are kept', () => {
  assert.equal(add('9007199254740993', '0.1'), '9007199254740993.1');
  assert.equal(compareNumbers('9007199254740993', '9007199254740992') > 0, true);
  assert.equal(add('0.1', '0.2'), '0.3');
  assert.throws(() => add(readNumber('1e125'), '1'), /38 significant digits/);
});

test('order and sum agree with whole numbers', () => {
  const random = new Simulation({ seed: 5 }).random('numbers');
  const below = (bound: number) => random.integer(0, bound - 1);
  for (let run = 0; run < 2000; run++) {
    const [a, b] = [below(20001) - 10000, below(20001) - 10000];
    const scale = below(7) - 3;
    const [left, right] = [readNumber(`${a}e${scale}`), readNumber(`${b}e${scale}`)];
    assert.equal(Math.sign(compareNumbers(left, right)), Math.sign(a - b), `${left} ${right}`);
    assert.equal(add(left, right), readNumber(`${a + b}e${scale}`));
    assert.equal(add(left, negate(left)), '0');
  }
});
