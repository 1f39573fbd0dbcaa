import { check, Cloud, minutes, table } from 'desired-capacity';

const instanceType = 't3.medium'; // knob 't3.micro' | 't3.medium' | 't3.xlarge' | 'm5.4xlarge'

type Mode = 'bridge' | 'host' | 'awsvpc' | 'none';

// One instance, and a service that wants ten small tasks on it.
async function fill(networkMode: Mode, hostPort = 0) {
  // #region the instance
  const cloud = new Cloud();
  const cluster = cloud.ecs.cluster();
  cluster.launch({ instanceType });
  await cloud.waitUntil(() => cluster.instances.length === 1);
  // #endregion
  const web = cloud.ecs.service('web', {
    taskDefinition: cloud.ecs.define('web', {
      networkMode,
      cpu: 128,
      memory: 64,
      ...(networkMode !== 'none' && { port: 80 }),
      ...(networkMode === 'bridge' && { hostPort }),
    }),
    desiredCount: 10,
  });
  await cloud.run(minutes(3));
  // #region a row of the table
  const ports = web.running.flatMap((task) => Object.values(task.hostPorts));
  const addresses = web.running.flatMap((task) => task.network?.privateAddress ?? []); // prettier-ignore
  const why = web.messages.find((text) => text.includes('unable to place'));
  return { mode: hostPort ? `bridge, host port ${hostPort}` : networkMode, tasks: web.running.length, 'ports of the host': new Set(addresses.length ? [] : ports).size, 'own addresses': new Set(addresses).size, 'what stops more': why?.includes('port') ? 'the port' : why?.includes('ENI') ? 'interfaces' : '–' }; // prettier-ignore
  // #endregion
}
const bridge = await fill('bridge');
const fixed = await fill('bridge', 80);
const host = await fill('host');
const own = await fill('awsvpc');
const none = await fill('none');

// #region the table and the checks
table('Ten copies on one instance', [bridge, fixed, host, own, none]);
check('dynamic ports: all ten, each at a port of its own', bridge.tasks === 10 && bridge['ports of the host'] === 10); // prettier-ignore
check('a fixed port: one', fixed.tasks === 1);
check('host mode: one, at the port of the container', host.tasks === 1);
check('awsvpc: one address a task, as many as there are interfaces', own.tasks === 2 && own['own addresses'] === 2); // prettier-ignore
check('none: no port at all', none.tasks === 10 && none['ports of the host'] === 0); // prettier-ignore
// #endregion
