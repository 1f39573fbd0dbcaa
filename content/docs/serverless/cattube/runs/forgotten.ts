import { check, table } from 'desired-capacity';
import { aDay } from './day.ts';
import { serverlessWith } from './serverless.ts';

// For an hour the converter fails with each video. Lambda tries three times.
const without = await aDay(serverlessWith({ onFailure: false }), ['converter']); // prettier-ignore
const kept = await aDay(serverlessWith({ onFailure: true }), ['converter']);
// #region the table and the checks
table('What fails three times', [
  {
    destination: 'none',
    'uploads at noon': without.uploads(12, 13).length,
    'never converted': without.lost(12, 13),
  },
  {
    destination: 'a queue',
    'uploads at noon': kept.uploads(12, 13).length,
    'never converted': kept.lost(12, 13),
  },
]);
check('without a destination most uploads of that hour are forgotten', without.lost(12, 13) > 20); // prettier-ignore
check('with one, none is', kept.lost() === 0);
check('all visitors were told that the site has their video', without.answered() < 1); // prettier-ignore
// #endregion
