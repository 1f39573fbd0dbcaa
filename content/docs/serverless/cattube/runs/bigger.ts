import { check, table } from 'desired-capacity';
import { aDay } from './day.ts';
import { monolithOn } from './monolith.ts';

// Two vCPUs, four, eight: the whole site on a larger machine.
const sizes = [
  ['c5.large', 2],
  ['c5.xlarge', 4],
  ['t3.2xlarge', 8],
] as const;
const days = [];
for (const [type, vcpus] of sizes) {
  const day = await aDay(monolithOn(type, vcpus), ['viral', 'zone']);
  days.push({ type, vcpus, day });
}
// #region the table and the checks
table(
  'A larger machine',
  days.map(({ type, vcpus, day }) => ({
    machine: `${type}, ${vcpus} vCPUs`,
    'lost in the viral hour': day.lost(17, 18),
    'lost without power': day.lost(15, 16),
    'an idle hour ($)': Math.round(1000 * day.idle) / 1000,
  })),
);
const [small, , large] = days.map(({ day }) => day);
check(
  'a machine that is large enough loses none in the viral hour',
  large!.lost(17, 18) === 0 && small!.lost(17, 18) > 200,
);
check(
  'it costs almost four times as much, also while nobody comes',
  large!.idle > 3.5 * small!.idle,
);
check('and it has power in one zone only', large!.lost(15, 16) > 20);
// #endregion
