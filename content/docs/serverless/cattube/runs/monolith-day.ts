import { check } from 'desired-capacity';
import { aDay } from './day.ts';
import { monolith } from './monolith.ts';
import { showMissing, showPromises } from './show.ts';

// prettier-ignore
const faults = 'converter, zone, viral'; // knob 'none' | 'converter' | 'zone' | 'viral' | 'converter, zone, viral'

const day = await aDay(monolith, faults.split(', '));
showMissing(
  'At noon and at three the line goes up by some thirty and stays there: those uploads are lost. In the viral hour it climbs by hundreds.',
  { monolith: day },
);
showPromises(day);
check(
  'one bad part takes all five jobs down',
  day.hit('converter').length === 5,
);
check(
  'so does a loss of power: all stands on one machine',
  day.hit('zone').length === 5,
);
check(
  'in the viral hour most uploads are lost',
  day.lost(17, 18) > day.uploads(17, 18).length / 2,
);
check('an answer takes at least a conversion', day.answered(10, 12) >= 60);
check(
  'an hour without visitors costs as much as any other',
  day.idle > 0.1 && day.idle.toFixed(3) === day.cost.toFixed(3),
);
