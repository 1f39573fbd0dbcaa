import { check } from 'desired-capacity';
import { aDay } from './day.ts';
import { tiers } from './tiers.ts';
import { showMissing, showPromises } from './show.ts';

// prettier-ignore
const faults = 'converter, zone, viral'; // knob 'none' | 'converter' | 'zone' | 'viral' | 'converter, zone, viral'

const day = await aDay(tiers, faults.split(', '));
showMissing(
  'At noon the line goes up by some thirty, in the viral hour by some dozens, and never comes down. At three, without one zone, it stays level.',
  { tiers: day },
);
showPromises(day);
check(
  'without the processing tier no upload works',
  day.hit('converter').includes('upload'),
);
check(
  'and all that comes after it stops too',
  day.hit('converter').join() === 'upload,convert,thumbnail,catalogue',
);
check('to watch needs no processing tier, and works', !day.hit('converter').includes('watch')); // prettier-ignore
check('a zone less is no fault: tiers stand in two', day.hit('zone').length === 0); // prettier-ignore
check('a visitor waits for the conversion', day.answered(10, 12) >= 60);
check(
  'while the processing tier is slow, uploads are lost',
  day.lost(17, 18) > 0,
);
