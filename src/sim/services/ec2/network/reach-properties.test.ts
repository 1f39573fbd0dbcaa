import assert from 'node:assert/strict';
import { test } from 'vitest';
import { type AclEntry, type World, reach } from './index.ts';
import { OPEN, entry, network, tcp } from './reach.fixture.ts';

let state = 11;
function next(most: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * most);
}

function randomEntries(): AclEntry[] {
  const ports: [number, number][] = [
    [80, 80],
    [1024, 65_535],
    [0, 65_535],
  ];
  return [false, true].flatMap((egress) =>
    Array.from({ length: 1 + next(3) }, (_, i) =>
      entry(10 * i + next(10), egress, {
        action: next(4) ? 'allow' : 'deny',
        protocol: 'tcp',
        ports: ports[next(3)]!,
      }),
    ),
  );
}

test('within a VPC a request gets its answer exactly where the groups let it begin and both lists let both pass', () => {
  const counts = { open: 0, dropped: 0, refused: 0 };
  for (let i = 0; i < 1500; i++) {
    const lists = { 'public-a': randomEntries(), 'private-a': randomEntries() };
    const inbound = next(4) ? [tcp(80)] : [];
    const world = network({
      networkAcls: network().networkAcls.map((acl) => ({
        ...acl,
        entries: lists[acl.id.slice(4) as keyof typeof lists] ?? OPEN,
      })),
      securityGroups: network().securityGroups.map((group) =>
        group.id === 'sg-app' ? { ...group, inbound } : group,
      ),
    });
    const first = (entries: AclEntry[], egress: boolean, port: number) =>
      [...entries]
        .sort((a, b) => a.ruleNumber - b.ruleNumber)
        .find((each) => each.egress === egress && port >= each.ports![0] && port <= each.ports![1])
        ?.action === 'allow';
    const sourcePort = 1024 + next(60_000);
    const passes =
      inbound.length > 0 &&
      first(lists['public-a'], true, 80) &&
      first(lists['private-a'], false, 80) &&
      first(lists['private-a'], true, sourcePort) &&
      first(lists['public-a'], false, sourcePort);
    const { verdict, gates } = reach(world, 'web', 'app', 'tcp', 80, { sourcePort });
    counts[verdict]++;
    assert.equal(verdict, passes ? 'open' : 'dropped');
    assert.equal(gates.filter((gate) => !gate.passes).length, passes ? 0 : 1);
    assert.equal(gates.at(-1)!.passes, passes);
  }
  assert.ok(counts.open > 100 && counts.dropped > 100);
});

test('the order of rules, lists and routes changes nothing', () => {
  const world = network();
  const turned: World = {
    ...world,
    routeTables: world.routeTables.map(({ id, routes }) => ({ id, routes: [...routes].reverse() })),
    networkAcls: world.networkAcls.map(({ id, entries }) => ({ id, entries: [...entries].reverse() })),
    securityGroups: world.securityGroups.map((group) => ({
      ...group,
      inbound: [...group.inbound].reverse(),
      outbound: [...group.outbound].reverse(),
    })),
    interfaces: [...world.interfaces].reverse(),
  };
  for (const { id: from } of world.interfaces) {
    for (const { id: to } of world.interfaces) {
      if (from !== to)
        assert.deepEqual(reach(turned, from, to, 'tcp', 80), reach(world, from, to, 'tcp', 80));
    }
  }
});
