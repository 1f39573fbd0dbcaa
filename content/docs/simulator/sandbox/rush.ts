import { check, Cloud, plot, table } from 'desired-capacity';
import { morning } from './coffee-bar.ts';

const baristas = 2; // knob 1..6
const patience = 8; // knob 2..20 unit min

const { guests, waits } = await morning(new Cloud(), baristas);
const minutes = waits.map(([, waited]) => waited);
const longest = Math.max(...minutes);
const patient = minutes.filter((waited) => waited <= patience).length;

plot({
  title: 'How long each guest waited',
  description:
    'The wait rises and falls as guests come in clusters. Above the dashed line somebody has waited too long.',
  x: { label: 'Time', unit: 'min' },
  y: { label: 'Wait', unit: 'min' },
  series: [{ name: 'wait', points: waits }],
  marks: [{ y: patience, label: 'patience' }],
});
table('The morning', [
  {
    Guests: guests,
    'Longest wait (min)': Math.round(longest * 10) / 10,
    'Served in time': patient,
  },
]);
check('everybody gets a coffee', waits.length === guests);
check(
  'nobody waits longer than eight minutes',
  longest <= patience,
  `${longest.toFixed(1)} minutes`,
);
