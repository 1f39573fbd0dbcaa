import { check, Cloud, DockerHost, table } from 'desired-capacity';

const shares = 1024; // knob 128..2048 step 128
const limited: string = 'no'; // knob 'no' | 'yes'

// A web server needs one vCPU. Its neighbour takes whatever it gets.
const cloud = new Cloud();
const host = new DockerHost(cloud, { vcpus: 2, memory: 2048 });
await host.build('app', [{ line: 'FROM scratch', megabytes: 20 }]);
const cpus = limited === 'yes' ? { cpus: 0.5 } : {};
const web = host.run('app', {
  name: 'web',
  cpuShares: shares,
  memory: 512,
  uses: { cpu: 1, memory: 300 },
});
const alone = web.speed;
const report = host.run('app', {
  name: 'report',
  ...cpus,
  memory: 1024,
  uses: { cpu: 4, memory: 200 },
});
const third = host.run('app', { name: 'backup', uses: { cpu: 4 } });

// #region a table, more memory than the limit, and the checks
table(
  'One host of two vCPUs',
  [web, report, third].map(({ name, cpuWanted, cpu, speed }) => ({
    container: name,
    'vCPUs wanted': cpuWanted,
    'vCPUs it gets': Math.round(cpu * 100) / 100,
    'speed %': Math.round(speed * 100),
  })),
);
const thirds = [web, report, third].every(
  ({ cpu }) => Math.abs(cpu - 2 / 3) < 1e-9,
);
web.use({ memory: 600 });
console.log('web wants 600 MiB:', web.state, web.exitCode, web.reason);
check('alone the web server has all it wants', alone === 1);
check('with equal shares three containers get a third each', thirds);
check('more memory than the limit: killed, 137', web.exitCode === 137);
check('the neighbours run on', report.state === 'running');
// #endregion
