import { check, Cloud, table } from 'desired-capacity';

const cloud = new Cloud();
const { ec2 } = cloud;
const [first, second] = ec2.launch({ count: 2 });
await first!.until('running');
await second!.until('running');

// #region note: both public addresses, now
const addresses: { when: string; first: string; second: string }[] = [];
const note = (when: string) =>
  addresses.push({
    when,
    first: first!.publicAddress!,
    second: second!.publicAddress!,
  });
// #endregion
note('launched');
await first!.stop();
await first!.start();
note('first one stopped and started');

const { allocationId, publicIp, publicIpv4Pool } = ec2.allocateAddress({});
const give = (instanceId: string) =>
  ec2.associateAddress({ allocationId: allocationId!, instanceId });
give(first!.id);
note('Elastic IP address for the first');
await first!.stop();
await first!.start();
note('first one stopped and started again');
give(second!.id);
note('Elastic IP address moved');

// #region a table and the checks
table('Public addresses', addresses);
const [launched, restarted, given, kept, moved] = addresses;
check(
  'each instance gets a public address by itself',
  launched!.first !== launched!.second && launched!.first !== undefined,
);
check(
  'an Elastic IP address takes the place of the other one',
  given!.first === publicIp,
);
check(
  'Amazon picks the address where no pool is named',
  publicIp !== undefined && publicIpv4Pool === 'amazon',
);
check(
  'a stop and a start change the public address',
  restarted!.first !== launched!.first,
);
check('an Elastic IP address stays over a stop', kept!.first === publicIp);
check(
  'an Elastic IP address moves to another instance',
  moved!.second === publicIp && moved!.first !== publicIp,
);
let refused = '';
try {
  for (let i = 0; i < 5; i++) ec2.allocateAddress({});
} catch (error) {
  refused = (error as Error).name;
}
check(
  'a sixth Elastic IP address in a Region is refused',
  refused === 'AddressLimitExceeded',
);
// #endregion
