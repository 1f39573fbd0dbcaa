import { check } from 'desired-capacity';
import { aDay } from './day.ts';
import { events } from './events.ts';
import { monolith } from './monolith.ts';
import { queue } from './queue.ts';
import type { Report } from './report.ts';
import { serverless } from './serverless.ts';
import { showMeasures, showMissing, showPromise, showSites } from './show.ts'; // prettier-ignore
import { tiers } from './tiers.ts';

// prettier-ignore
const faults = 'converter, zone, viral'; // knob 'none' | 'converter' | 'zone' | 'viral' | 'converter, zone, viral'

const days: Record<string, Report> = {};
const sites = { monolith, tiers, queue, events, serverless };
for (const [name, build] of Object.entries(sites))
  days[name] = await aDay(build, faults.split(', '));

// #region the picture, the tables and the checks
showMeasures(
  'Of uploads lost and of answers late, the monolith and the tiers have nearly all, the other three next to none. An idle hour costs most with tiers and nothing without servers. The failed converter hits five jobs of the monolith, and one where events lead.',
  days,
);
showMissing(
  'The monolith goes up at noon, at three and most of all in the viral hour, and never comes down. The tiers do so less. The three that take uploads without waiting make a hill at noon, which is gone soon after one.',
  days,
);
showSites(days);
for (const promise of ['no upload is lost', 'an answer within 10 s', 'the other jobs go on']) showPromise(promise, days); // prettier-ignore
const of = (read: (day: Report) => number) => Object.values(days).map(read);
const [m, t, q, e, s] = of((day) => day.lost());
check('the monolith loses most, then the tiers', m! > t! && t! > 20);
check('what takes uploads without waiting loses none, or one', Math.max(q!, e!, s!) <= 1); // prettier-ignore
const hits = of((day) => day.hit('converter').length);
check('the same fault hits five jobs, four, three, or one or two', hits[0] === 5 && hits[1] === 4 && hits[2] === 3 && hits[3] === 1 && hits[4] === 2); // prettier-ignore
const idle = of((day) => day.idle);
check('an idle hour costs most with tiers, and next to nothing without servers', Math.max(...idle) === idle[1] && idle[4]! < 0.01); // prettier-ignore
const seen = of((day) => day.watchable());
check('what is not lost may be late: by an hour', Math.min(seen[2]!, seen[3]!, seen[4]!) > 45); // prettier-ignore
// #endregion
