import { check, Cloud, minutes } from 'desired-capacity';
import { wish } from './wish.starter.ts';

/** What a group of 2:4:8 wants after a forecast, or why it refuses. */
async function after(forecast: number) {
  const cloud = new Cloud();
  const web = cloud.autoscaling.createGroup('web', {
    minSize: 2,
    desiredCapacity: 4,
    maxSize: 8,
  });
  await cloud.run(minutes(3));
  try {
    wish(web, forecast);
  } catch (error) {
    return (error as Error).message;
  }
  await cloud.run(minutes(3));
  const { minSize, maxSize } = web;
  return `${minSize}:${web.inService.length}:${maxSize}`;
}
const [six, fraction, many, none] = [
  await after(6),
  await after(6.2),
  await after(40),
  await after(0),
];
check('a forecast of six gives six', six === '2:6:8', six);
check('a fraction of an instance is an instance', fraction === '2:7:8', fraction); // prettier-ignore
check('more than the maximum gives the maximum', many === '2:8:8', many);
check('less than the minimum gives the minimum', none === '2:2:8', none);
