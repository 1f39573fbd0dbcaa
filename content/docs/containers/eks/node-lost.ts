import { check, Cloud, minutes, timeline } from 'desired-capacity';
import { start } from './start.ts';

// Two nodes, four pods. Then somebody terminates an instance.
const cloud = new Cloud();
const shop = await start(cloud, 2);
const web = shop.deploy('web', { replicas: 4, cpu: 400 });
await cloud.run(60);
const counts = { nodes: 2, ready: 4 };
const seen: { at: number; nodes: number; ready: number }[] = [];
const begin = cloud.now;
const [lost] = shop.nodes.values();
void cloud.ec2.instance(lost!.instanceId!).terminate();

// #region five minutes, a timeline and the checks
for (let second = 5; second <= 300; second += 5) {
  await cloud.run(5);
  const now = { nodes: shop.nodes.size, ready: web.ready.length };
  const last = seen.at(-1) ?? counts;
  if (now.nodes !== last.nodes || now.ready !== last.ready)
    seen.push({ at: cloud.now - begin, ...now });
}
for (const { at, nodes, ready } of seen)
  console.log(`${Math.round(at)} s: ${nodes} nodes, ${ready} pods ready`);
const again = seen.find(({ ready }) => ready === 4)?.at ?? Infinity;
console.log('seconds until four pods are ready again:', Math.round(again));
timeline({
  title: 'A node is lost',
  description:
    'The nodes fall to one and come back to two; the pods are back long before the second node.',
  lanes: ['nodes', 'ready'].map((name) => ({
    name,
    spans: spans(name as 'nodes' | 'ready'),
  })),
});
const back = (what: 'nodes' | 'ready') =>
  seen.findLast((one) => one[what] === counts[what])?.at ?? Infinity;
check(
  'Kubernetes starts the pods again on the node that is left',
  seen.some(({ nodes, ready }) => nodes === 1 && ready === 4),
);
check('the Auto Scaling group replaces the node', back('nodes') < 300);
function spans(what: 'nodes' | 'ready') {
  const points = [{ at: 0, ...counts }, ...seen];
  return points.map((one, i) => ({
    start: one.at,
    end: points[i + 1]?.at ?? minutes(5),
    label: String(one[what]),
  }));
}
// #endregion
