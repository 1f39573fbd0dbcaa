import { check, Cloud, table } from 'desired-capacity';

const prefix = 24; // knob prefix of the subnet: 16..28

const { ec2 } = new Cloud();
const vpcId = ec2.createVpc({ cidrBlock: '10.0.0.0/16' }).vpc!.vpcId!;
const cidrBlock = `10.0.0.0/${prefix}`;
const { subnet } = ec2.createSubnet({ vpcId, cidrBlock });

const size = (bits: number) => 2 ** (32 - bits);
const free = subnet!.availableIpAddressCount!;
table('A subnet', [
  { block: cidrBlock, addresses: size(prefix), 'free for instances': free },
]);

// What nobody on the internet may have, by the lengths of the prefixes.
const blocks = {
  'private: 10/8, 172.16/12, 192.168/16': [8, 12, 16],
  'multicast: 224/4': [4],
  'reserved: 240/4': [4],
  'a host itself, loopback and others': [8, 8, 10, 15, 16],
};
// #region a table and the checks
const sum = (bits: number[]) => bits.reduce((all, one) => all + size(one), 0);
const taken = Object.entries(blocks).map(([what, bits]) => ({ what, n: sum(bits) })); // prettier-ignore
const left = taken.reduce((rest, { n }) => rest - n, size(0));
const rows = [{ what: 'all of IPv4', n: size(0) }, ...taken, { what: 'left for the internet', n: left }]; // prettier-ignore
table(
  'All of IPv4',
  rows.map(({ what, n }) => ({ what, millions: Math.round(n / 1e5) / 10 })),
);
check('five addresses of a subnet are AWS’s', size(prefix) - free === 5);
check('32 bits are 4,294,967,296 addresses', size(0) === 4_294_967_296);
check('about 3.7 billion of them are left', Math.round(left / 1e8) === 37);
// #endregion
