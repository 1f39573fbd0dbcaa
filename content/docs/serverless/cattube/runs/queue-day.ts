import { check } from 'desired-capacity';
import { aDay } from './day.ts';
import { queue } from './queue.ts';
import { showMissing, showPromises } from './show.ts';

// prettier-ignore
const faults = 'converter, zone, viral'; // knob 'none' | 'converter' | 'zone' | 'viral' | 'converter, zone, viral'

const day = await aDay(queue, faults.split(', '));
showMissing(
  'At noon the line climbs to some thirty, and comes down to none soon after one: what waited in the queue is done. In the viral hour there is a low hill.',
  { queue: day },
);
showPromises(day);
check(
  'no upload is lost to the converter or to the viral hour',
  day.lost(12, 13) === 0 && day.lost(17, 18) === 0,
);
check('an upload is answered at once', day.answered(10, 12) < 1);
check(
  'it is the conversion that waits, for the hour of the fault',
  day.watchable(12, 13) > 30 && day.watchable(12, 13) < 90,
);
check(
  'uploads and watching go on while nothing is converted',
  day.hit('converter').join() === 'convert,thumbnail,catalogue',
);
