import { check, table } from 'desired-capacity';
import { matches } from './matches.ts';

const least = 100; // knob 50..300 step 50
const pattern = {
  source: ['shop.orders'],
  detail: {
    state: ['paid', 'refunded'],
    total: [{ numeric: ['>=', least] }],
  },
};

const orders = [
  { state: 'paid', total: 250 },
  { state: 'refunded', total: 100, reason: 'broken' },
  { state: 'Paid', total: 250 },
  { state: 'paid', total: '250' },
  { state: 'paid' },
  { state: ['paid', 'packed'], total: 120 },
  { order: { state: 'paid', total: 250 } },
];

// #region the table and the checks
const rows = orders.map((detail) => ({
  detail: JSON.stringify(detail),
  matches: matches(pattern, detail) ? 'yes' : 'no',
}));
table('Seven orders and one pattern', rows);
const yes = (index: number) => rows[index]!.matches === 'yes';
check('of the values in a list, one is enough', yes(0) && yes(1));
check('a field that the pattern does not name plays no part', yes(1));
check('upper and lower case differ', !yes(2));
check('a text with digits is no number', !yes(3));
check('a field of the pattern that the event lacks fails', !yes(4));
check('of a list in the event, one value is enough', yes(5));
check('the nesting has to be the same', !yes(6));
const other = { ...pattern, source: ['shop.returns'] };
check('all fields have to match', !matches(other, orders[0]!));
// #endregion
