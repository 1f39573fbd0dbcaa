import { check, Cloud, minutes } from 'desired-capacity';
import { schedule } from './opening.starter.ts';

// Friday to Monday: on Sunday, 29 March 2026, the clocks go forward.
const cloud = new Cloud({ start: '2026-03-27T00:00:00Z' });
const shop = cloud.autoscaling.createGroup('shop', {
  minSize: 2,
  maxSize: 20,
});
shop.trackCpu(50);
schedule(cloud);
/** How many there are at a time in UTC, and how few there may be. */
async function at(time: string) {
  const seconds = (Date.parse(time) - cloud.simulation.epochMillis) / 1000;
  await cloud.run(seconds);
  return { size: shop.inService.length, floor: shop.minSize };
}
await cloud.run(minutes(5));
shop.load(90, { capacity: 100 });
const friday = await at('2026-03-27T07:40:00Z');
const late = await at('2026-03-27T12:00:00Z');
const evening = await at('2026-03-27T18:30:00Z');
const saturday = await at('2026-03-28T11:00:00Z');
const monday = await at('2026-03-30T06:40:00Z');
check('ten are there twenty minutes before nine', friday.size === 10, `${friday.size} are`); // prettier-ignore
check('at one they still are: a policy does not take a floor away', late.size === 10, `${late.size} are`); // prettier-ignore
check('in the evening two are enough', evening.floor === 2 && evening.size < 10); // prettier-ignore
check('on Saturday the shop is shut', saturday.size < 10, `${saturday.size} are there`); // prettier-ignore
check('on Monday the clocks have changed, and ten are there in time', monday.size === 10, `${monday.size} are`); // prettier-ignore
