import { check } from 'desired-capacity';
import { aDay } from './day.ts';
import { serverless } from './serverless.ts';
import { showMissing, showPromises } from './show.ts';

// prettier-ignore
const faults = 'converter, zone, viral'; // knob 'none' | 'converter' | 'zone' | 'viral' | 'converter, zone, viral'

const day = await aDay(serverless, faults.split(', '));
showMissing(
  'A hill at noon, which is gone soon after one. In the viral hour hardly anything is to be seen.',
  { serverless: day },
);
showPromises(day);
check('no upload is lost, all day', day.lost() === 0);
check('an hour without visitors costs next to nothing', day.idle < 0.01);
check('the viral hour is an hour like any other', day.watchable(17, 18) < 2);
