import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StateValue } from '../schema.ts';
import { judge, type TreatMissingData } from './verdict.ts';

const X = true;
const O = false;
const _ = undefined;

test.each<[(boolean | undefined)[], number, TreatMissingData, StateValue, StateValue]>([
  [[_, _, _, _, X], 3, 'missing', 'OK', 'INSUFFICIENT_DATA'],
  [[_, _, _, X, _], 3, 'missing', 'OK', 'INSUFFICIENT_DATA'],
  [[_, _, X, _, _], 3, 'missing', 'OK', 'ALARM'],
  [[_, _, X, _, _], 3, 'ignore', 'OK', 'OK'],
  [[_, _, X, _, _], 3, 'ignore', 'ALARM', 'ALARM'],
  [[_, _, X, _, _], 3, 'notBreaching', 'ALARM', 'OK'],
  [[_, _, _, _, X], 3, 'breaching', 'OK', 'ALARM'],
  [[O, _, X, _, _], 2, 'missing', 'ALARM', 'OK'],
  [[O, _, _, _, _], 1, 'breaching', 'OK', 'ALARM'],
  [[_, _, _, _, _], 3, 'missing', 'OK', 'INSUFFICIENT_DATA'],
  [[_, _, _, _, _], 3, 'ignore', 'ALARM', 'ALARM'],
])('range %j, %d of 3, missing data %s: an alarm in %s goes to %s', (range, m, treat, now, then) => {
  const rule = { evaluationPeriods: 3, datapointsToAlarm: m, treatMissingData: treat };
  expect(judge(range, rule, now).stateValue).toBe(then);
});

/** The verdict once more, written from the guide's prose and table alone, without the indices that reasons need. */
function naive(
  range: (boolean | undefined)[],
  n: number,
  m: number,
  treat: TreatMissingData,
  current: StateValue,
): StateValue {
  const real = range.filter((mark) => mark !== undefined);
  const bad = (marks: boolean[]) => marks.filter(Boolean).length;
  if (real.length >= n) return bad(real.slice(real.length - n)) >= m ? 'ALARM' : 'OK';
  const missing = n - real.length;
  switch (treat) {
    case 'breaching':
      return bad(real) + missing >= m ? 'ALARM' : 'OK';
    case 'notBreaching':
      return bad(real) >= m ? 'ALARM' : 'OK';
    case 'ignore':
      if (bad(real) >= m) return 'ALARM';
      return real.includes(false) ? 'OK' : current;
    case 'missing':
      if (bad(real) >= m) return 'ALARM';
      if (real.includes(false)) return 'OK';
      if (real.length === 0) return 'INSUFFICIENT_DATA';
      return range.length - range.indexOf(true) >= m ? 'ALARM' : 'INSUFFICIENT_DATA';
  }
}

const settings = fc.integer({ min: 1, max: 6 }).chain((n) =>
  fc.record({
    n: fc.constant(n),
    m: fc.integer({ min: 1, max: n }),
    treat: fc.constantFrom<TreatMissingData>('breaching', 'notBreaching', 'ignore', 'missing'),
    range: fc.array(fc.constantFrom(X, O, _), { minLength: n + 2, maxLength: n + 2 }),
    current: fc.constantFrom<StateValue>('OK', 'ALARM', 'INSUFFICIENT_DATA'),
  }),
);

test('the verdict is that of a naive evaluation', () => {
  fc.assert(
    fc.property(settings, ({ n, m, treat, range, current }) => {
      const rule = { evaluationPeriods: n, datapointsToAlarm: m, treatMissingData: treat };
      const { stateValue, considered, filled } = judge(range, rule, current);
      expect(stateValue).toBe(naive(range, n, m, treat, current));
      expect(considered.length + filled).toBe(n);
    }),
    { numRuns: 5000 },
  );
});

test('with enough real datapoints the treatment of missing data changes nothing', () => {
  fc.assert(
    fc.property(settings, ({ n, m, treat, range, current }) => {
      fc.pre(range.filter((mark) => mark !== undefined).length >= n);
      const verdict = (treatMissingData: TreatMissingData) =>
        judge(range, { evaluationPeriods: n, datapointsToAlarm: m, treatMissingData }, current).stateValue;
      for (const other of ['breaching', 'notBreaching', 'ignore', 'missing'] as const) {
        expect(verdict(other)).toBe(verdict(treat));
      }
    }),
    { numRuns: 2000 },
  );
});
