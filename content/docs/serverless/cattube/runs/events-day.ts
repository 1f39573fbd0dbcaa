import { check } from 'desired-capacity';
import { aDay } from './day.ts';
import { events } from './events.ts';
import { showMissing, showPromises } from './show.ts';

// prettier-ignore
const faults = 'converter, zone, viral'; // knob 'none' | 'converter' | 'zone' | 'viral' | 'converter, zone, viral'

const day = await aDay(events, faults.split(', '));
showMissing(
  'The same hill at noon as with a queue, and nothing that stays.',
  { events: day },
);
showPromises(day);
check(
  'a broken converter stops the conversion alone',
  day.hit('converter').join() === 'convert',
);
check('no upload is lost to it', day.lost(12, 13) === 0);
check('an upload is answered at once', day.answered(10, 12) < 1);
