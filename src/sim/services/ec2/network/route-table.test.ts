import assert from 'node:assert/strict';
import { test } from 'vitest';
import { formatAddress, formatBlock, parseAddress } from './cidr.ts';
import { choose, sameDestination } from './route-table.ts';
import { type Route, type Subnet, indexOf } from './world.ts';

let state = 5;
function next(most: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * most);
}

const subnet: Subnet = {
  id: 's',
  vpc: 'v',
  cidrs: ['10.0.0.0/24'],
  zone: 'a',
  routeTable: 'r',
  networkAcl: 'n',
};
const tableOf = (routes: Route[]) =>
  indexOf({
    vpcs: [{ id: 'v', cidrs: ['10.0.0.0/16'] }],
    subnets: [subnet],
    routeTables: [{ id: 'r', routes }],
    networkAcls: [],
    securityGroups: [],
    interfaces: [],
  });

test('two routes to one block are told, however it is written', () => {
  const to = (destination: string): Route => ({ destination, target: 't' });
  assert.ok(sameDestination(to('10.1.0.0/16'), to('10.1.2.3/16')));
  assert.ok(!sameDestination(to('10.1.0.0/16'), to('10.1.0.0/17')));
  assert.ok(sameDestination(to('pl-1'), to('pl-1')));
  assert.ok(!sameDestination(to('pl-1'), to('10.1.0.0/16')));
});

test('where no two routes lead to one block, one route has the longest prefix, in any order', () => {
  for (let i = 0; i < 500; i++) {
    const routes: Route[] = [];
    for (let k = 0; k < 12; k++) {
      const destination = `${next(2) ? 10 : 11}.${next(2)}.0.0/${next(33)}`;
      const route = { destination, target: `t${k}` };
      if (!routes.some((other) => sameDestination(other, route))) routes.push(route);
    }
    const to = parseAddress(
      formatAddress({ family: 4, value: BigInt(next(2) ? 10 : 11) * 2n ** 24n + BigInt(next(131_072)) }),
    )!;
    const chosen = choose(tableOf(routes), subnet, to);
    assert.deepEqual(choose(tableOf([...routes].reverse()), subnet, to)?.block, chosen?.block);
    const longer = routes.filter(({ destination }) => {
      const found = choose(tableOf([{ destination, target: 't' }]), subnet, to);
      return found?.route.target === 't' && found.block.prefix > chosen!.block.prefix;
    });
    assert.deepEqual(longer, [], chosen && formatBlock(chosen.block));
  }
});
