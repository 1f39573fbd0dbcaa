import assert from 'node:assert/strict';
import { test } from 'vitest';
import { addressBytes, inCidr, parseCidr } from './cidr.ts';

test('addresses and blocks', () => {
  assert.deepEqual(addressBytes('10.0.0.1'), [10, 0, 0, 1]);
  assert.deepEqual(addressBytes('::1')?.at(-1), 1);
  assert.deepEqual(addressBytes('2001:db8::ff00:42:8329')?.slice(0, 4), [0x20, 0x01, 0x0d, 0xb8]);
  assert.deepEqual(addressBytes('::ffff:10.0.0.1')?.slice(10), [255, 255, 10, 0, 0, 1]);
  for (const bad of [
    '10.0.0',
    '256.1.1.1',
    '1::2::3',
    '1:2:3',
    ':::',
    '10.0.0.1.2',
    '',
    'g::1',
    '1:2:3:4:5:6:7:8:9',
  ])
    assert.equal(addressBytes(bad), undefined, bad);
  const within = (block: string, address: string) => inCidr(parseCidr(block)!, addressBytes(address)!);
  assert.ok(within('192.0.2.0/24', '192.0.2.255') && !within('192.0.2.0/24', '192.0.3.0'));
  assert.ok(within('192.0.2.0/25', '192.0.2.127') && !within('192.0.2.0/25', '192.0.2.128'));
  assert.ok(within('0.0.0.0/0', '1.2.3.4') && !within('0.0.0.0/0', '::1'));
  assert.ok(within('2001:db8::/33', '2001:db8:7fff::') && !within('2001:db8::/33', '2001:db8:8000::'));
  assert.equal(parseCidr('10.0.0.0/33'), undefined);
});
