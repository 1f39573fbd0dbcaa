import { check, hours } from 'desired-capacity';
import { company, lake } from './company.ts';
import { startFlow } from './help-desk.ts';
import { schedule, tasks } from './hourly.starter.ts';

const cloud = company();
const zendesk = cloud.appflow.application('Zendesk', 'support');
const open = (number: number, text: string) =>
  zendesk.insert('tickets', { number, text, mail: `${number}@example.com` });
for (let number = 1; number <= 20; number += 1) open(number, 'It is broken');
startFlow(cloud, schedule, tasks);
await cloud.run(hours(1.5));
open(21, 'It is lost');
open(22, '');
zendesk.update('tickets', 'number', 7, { text: 'It works again' });
await cloud.run(hours(4));

const arrived = lake(cloud);
const of = (wanted: number) =>
  arrived.filter(({ number }) => number === wanted);
check('tickets arrive', of(1).length > 0 && of(20).length > 0);
check(
  'a ticket that has not changed arrives once',
  of(1).length === 1,
  `${of(1).length} times`,
);
check(
  'one that has changed arrives again',
  of(7).some(({ text }) => text === 'It works again'),
);
check('a new one arrives', of(21).length > 0);
check('none without text arrives', of(22).length === 0);
check(
  'no address is in the bucket',
  arrived.every(({ mail }) => !String(mail).includes('example.com')),
);
