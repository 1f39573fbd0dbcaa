import { check, Cloud, table } from 'desired-capacity';
import {
  edgeCity,
  nearest,
  regionData,
  roundTrip,
} from 'desired-capacity/ec2';
import { homes } from './near.starter.ts';

const customers = { 'New York': 'JFK', London: 'LHR', Mumbai: 'BOM', Singapore: 'SIN' }; // prettier-ignore
const regions = homes.map((code) => regionData(code)!).filter(Boolean);
check('all of them are Regions', regions.length === homes.length);
const trips = Object.entries(customers).map(([customers, code]) => {
  const city = edgeCity(code)!;
  const near = nearest(city, regions)!;
  return { customers, ask: near.code, ms: Math.round(1000 * roundTrip(city, near)) }; // prettier-ignore
});
table('There and back', trips);
check('two Regions are enough', homes.length <= 2);
check(
  'nobody waits longer than 80 ms',
  trips.every(({ ms }) => ms <= 80),
);
const zones = (code: string) => new Cloud({ region: code }).ec2.describeAvailabilityZones().availabilityZones!.length; // prettier-ignore
check(
  'each Region has three zones or more',
  regions.every(({ code }) => zones(code) >= 3),
);
