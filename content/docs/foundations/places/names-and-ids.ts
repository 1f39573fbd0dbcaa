import { check, Cloud, table } from 'desired-capacity';

const region = 'us-east-1'; // knob 'us-east-1' | 'us-west-2' | 'eu-central-1'

// Two accounts look at the same Region.
const zonesOf = (account: string) => {
  const cloud = new Cloud({ region, account });
  return cloud.ec2.describeAvailabilityZones({}).availabilityZones!;
};
const ours = zonesOf('123456789012');
const theirs = zonesOf('210987654321');

table(
  `The zones of ${region}`,
  ours.map(({ zoneName, zoneId }, i) => ({
    name: zoneName!,
    'in one account': zoneId!,
    'in another account': theirs[i]!.zoneId!,
  })),
);
// #region all Regions that there are, and the checks
const cloud = new Cloud();
const codes = cloud.ec2.describeRegions({}).regions!.map((one) => one.regionName!); // prettier-ignore
const counts = codes.map((code) => ({
  code,
  zones: cloud.region(code).ec2.describeAvailabilityZones({})
    .availabilityZones!,
}));
const of = (test: (zones: number) => boolean) =>
  counts.filter(({ zones }) => test(zones.length)).length;
table('How many zones an account sees', [
  { zones: 'two', Regions: of((n) => n === 2) },
  { zones: 'three', Regions: of((n) => n === 3) },
  { zones: 'four to six', Regions: of((n) => n > 3) },
]);
check('a code is an area, a direction and a number', codes.every((code) => /^[a-z]+-[a-z]+-\d$/.test(code))); // prettier-ignore
check('us-east-1 is a code, us-east1 is none', codes.includes('us-east-1') && !codes.includes('us-east1')); // prettier-ignore
check('a zone has its Region’s code and a letter', counts.every(({ code, zones }) => zones.every(({ zoneName }) => new RegExp(`^${code}[a-f]$`).test(zoneName!)))); // prettier-ignore
check('most Regions have three zones', of((n) => n === 3) > 0.8 * codes.length); // prettier-ignore
check('all but one show three or more', of((n) => n < 3) === 1);
check('six zones are the most today, in us-east-1', counts.filter(({ zones }) => zones.length === 6).map(({ code }) => code).join() === 'us-east-1' && of((n) => n > 6) === 0); // prettier-ignore
check('two accounts name the same zone differently', ours.some(({ zoneId }, i) => zoneId !== theirs[i]!.zoneId)); // prettier-ignore
// #endregion
