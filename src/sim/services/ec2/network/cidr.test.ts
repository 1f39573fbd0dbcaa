import assert from 'node:assert/strict';
import { test } from 'vitest';
import {
  type Block,
  blockAt,
  contains,
  formatAddress,
  formatBlock,
  freeBlock,
  lastOf,
  overlaps,
  parseAddress,
  parseBlock,
  reservedIn,
  sizeOf,
  subnetsOf,
  usableIn,
} from './cidr.ts';

const block = (text: string): Block => parseBlock(text)!;

const addresses: [text: string, formatted: string | undefined][] = [
  ['10.0.0.5', '10.0.0.5'],
  ['255.255.255.255', '255.255.255.255'],
  ['10.160.10.240', '10.160.10.240'],
  ['256.0.0.1', undefined],
  ['10.0.0', undefined],
  ['10.0.0.01', undefined],
  ['10.0.0.1 ', undefined],
  ['-1.0.0.0', undefined],
  ['0x0a.0.0.1', undefined],
  ['::', '::'],
  ['::1', '::1'],
  ['3ffe:1900:4545:3:200:8ff:fe21:67cf', '3ffe:1900:4545:3:200:8ff:fe21:67cf'],
  ['1::', '1::'],
  ['2001:DB8::0:1', '2001:db8::1'],
  ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['1:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:7'],
  ['::ffff:192.0.2.1', '::ffff:c000:201'],
  ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
  ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
  ['1:2:3:4:5:6:7', undefined],
  ['1:2:3:4:5:6:7:8:9', undefined],
  ['1::2::3', undefined],
  [':1', undefined],
  [':::', undefined],
  ['12345::', undefined],
  ['::1.2.3', undefined],
  ['1.2.3.4::', undefined],
  ['', undefined],
  [':'.repeat(100_000), undefined],
];

test('addresses are read and written in their usual form', () => {
  for (const [text, formatted] of addresses) {
    const address = parseAddress(text);
    assert.equal(address && formatAddress(address), formatted, text.slice(0, 50));
  }
});

const blocks: [text: string, formatted: string | undefined][] = [
  ['10.0.0.0/16', '10.0.0.0/16'],
  ['10.0.1.9/16', '10.0.0.0/16'],
  ['10.0.1.9', '10.0.1.9/32'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['::/0', '::/0'],
  ['2001:db8::5', '2001:db8::5/128'],
  ['10.0.0.0/33', undefined],
  ['10.0.0.0/', undefined],
  ['10.0.0.0/08', undefined],
  ['10.0.0.0/8/8', undefined],
  ['2001:db8::/129', undefined],
  ['/8', undefined],
];

test('blocks are read, and bits past the prefix cleared', () => {
  for (const [text, formatted] of blocks) {
    const found = parseBlock(text);
    assert.equal(found && formatBlock(found), formatted, text);
  }
});

const pairs: [one: string, other: string, contains: boolean, overlaps: boolean][] = [
  ['10.0.0.0/16', '10.0.255.0/24', true, true],
  ['10.0.255.0/24', '10.0.0.0/16', false, true],
  ['10.0.0.0/16', '10.1.0.0/24', false, false],
  ['0.0.0.0/0', '255.255.255.255/32', true, true],
  ['0.0.0.0/0', '::/0', false, false],
  ['2001:db8::/32', '2001:db8:ffff::/48', true, true],
  ['10.0.0.0/24', '10.0.0.0/24', true, true],
];

test('a block has another in it, or touches it', () => {
  for (const [one, other, within, touching] of pairs) {
    assert.equal(contains(block(one), block(other)), within, `${one} ${other}`);
    assert.equal(overlaps(block(one), block(other)), touching, `${one} ${other}`);
    assert.equal(overlaps(block(other), block(one)), touching, `${other} ${one}`);
  }
});

test('a VPC is cut into subnets', () => {
  const found = [...subnetsOf(block('10.0.0.0/16'), 18)].map(formatBlock);
  assert.deepEqual(found, ['10.0.0.0/18', '10.0.64.0/18', '10.0.128.0/18', '10.0.192.0/18']);
  assert.deepEqual([...subnetsOf(block('10.0.0.0/16'), 8)], []);
  assert.equal(formatBlock(subnetsOf(block('2001:db8::/56'), 64).next().value!), '2001:db8::/64');
});

test('the first free block steps over what is taken', () => {
  const vpc = block('10.0.0.0/16');
  const free = (prefix: number, ...taken: string[]) => {
    const found = freeBlock(vpc, prefix, taken.map(block));
    return found && formatBlock(found);
  };
  assert.equal(free(24), '10.0.0.0/24');
  assert.equal(free(24, '10.0.0.0/24'), '10.0.1.0/24');
  assert.equal(free(20, '10.0.0.0/24'), '10.0.16.0/20');
  assert.equal(free(24, '10.0.1.0/24'), '10.0.0.0/24');
  assert.equal(free(17, '10.0.0.0/28', '10.0.200.0/24'), undefined);
  assert.equal(free(24, '10.0.0.0/16'), undefined);
  assert.equal(free(8), undefined);
});

test('five addresses of a subnet are AWS’s', () => {
  const subnet = block('10.0.0.0/24');
  const reserved = ['10.0.0.0', '10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.255'];
  assert.deepEqual(reservedIn(subnet).map(formatAddress), reserved);
  assert.deepEqual(
    ['10.0.0.0/28', '10.0.0.0/24', '10.0.0.0/16'].map((text) => usableIn(block(text))),
    [11n, 251n, 65_531n],
  );
});

interface IpAddr {
  isValid(text: string): boolean;
  parse(text: string): {
    kind(): string;
    toByteArray(): number[];
    match(other: unknown, bits: number): boolean;
  };
}

let state = 3;
function next(most: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * most);
}

function randomAddress(): string {
  if (next(2)) return Array.from({ length: 4 }, () => next(256)).join('.');
  const groups = Array.from({ length: 8 }, () => (next(2) ? 0 : next(65_536)));
  return formatAddress({
    family: 6,
    value: groups.reduce((value, group) => (value << 16n) | BigInt(group), 0n),
  });
}

const module: string = 'ipaddr.js';
const ipaddr = (await import(module).then(
  (found: { default: IpAddr }) => found.default,
  () => undefined,
)) as IpAddr | undefined;

test('addresses and blocks are those of ipaddr.js', { skip: !ipaddr }, () => {
  for (let i = 0; i < 5000; i++) {
    const [one, other] = [randomAddress(), randomAddress()];
    const [mine, theirs] = [parseAddress(one)!, ipaddr!.parse(one)];
    assert.equal(`ipv${mine.family}`, theirs.kind());
    assert.equal(
      mine.value,
      theirs.toByteArray().reduce((value, byte) => (value << 8n) | BigInt(byte), 0n),
    );
    const prefix = next(mine.family === 4 ? 33 : 129);
    const [near, far] = [blockAt(mine, prefix), parseAddress(other)!];
    const last = formatAddress(lastOf(near));
    assert.ok(theirs.match(ipaddr!.parse(last), prefix));
    assert.ok(contains(near, parseAddress(last)!));
    if (far.family === mine.family)
      assert.equal(
        contains(near, far),
        theirs.match(ipaddr!.parse(other), prefix),
        `${one}/${prefix} ${other}`,
      );
  }
});

test('each block of a longer prefix is in its own, and together they are all of it', () => {
  for (let i = 0; i < 200; i++) {
    const address = parseAddress(randomAddress())!;
    const whole = blockAt(address, next(address.family === 4 ? 27 : 123));
    const parts = [...subnetsOf(whole, whole.prefix + next(6))];
    assert.ok(parts.every((part) => contains(whole, part)));
    assert.equal(
      parts.reduce((sum, part) => sum + sizeOf(part), 0n),
      sizeOf(whole),
    );
    assert.ok(parts.every((part, k) => k === 0 || !overlaps(part, parts[k - 1]!)));
    assert.deepEqual(parseBlock(formatBlock(whole)), whole);
  }
});
