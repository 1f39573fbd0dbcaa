import { check } from 'desired-capacity';
import { aDay } from './day.ts';
import { design } from './design.starter.ts';

const BUDGET = 0.22;
const day = await aDay(design);
const lost = day.lost();
check(
  'one upload is lost at most, whatever happens',
  lost <= 1,
  `${lost} are`,
);
const hit = day.hit('converter');
check(
  'a broken converter stops nothing but the conversion',
  hit.join() === 'convert',
  `it stops ${hit.join(', ')}`,
);
const late = Math.ceil(day.watchable());
check('every video is seen within two hours', late <= 120, `one takes ${late} min`); // prettier-ignore
check(
  `an hour costs no more than $${BUDGET}`,
  day.cost <= BUDGET,
  `it costs $${day.cost.toFixed(3)}`,
);
