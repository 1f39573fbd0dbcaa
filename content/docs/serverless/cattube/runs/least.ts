import { check, table } from 'desired-capacity';
import { aDay } from './day.ts';
import { tiersOf } from './tiers.ts';

// A quiet day, without any fault. How small may the processing tier be?
const rows = [];
for (const least of [2, 1, 0]) {
  const day = await aDay(tiersOf(least, 6), []);
  rows.push({
    'at least': least,
    uploads: day.uploads().length,
    lost: day.lost(),
    'an idle hour ($)': Math.round(1000 * day.idle) / 1000,
  });
}
// #region the table and the checks
table('How few instances may process', rows);
const [two, one, none] = rows;
check('two lose nothing, and one loses nothing', two!.lost + one!.lost === 0);
check('with none, every upload is lost', none!.lost === none!.uploads);
check(
  'what runs idle is paid',
  two!['an idle hour ($)'] > one!['an idle hour ($)'],
);
// #endregion
