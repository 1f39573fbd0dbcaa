import {
  check,
  Cloud,
  minutes,
  playback,
  recordFleet,
} from 'desired-capacity';

const strike: string = 'nothing'; // knob what happens: 'nothing' | 'three are killed' | 'one hangs' | 'a zone is lost'
const at = 600; // knob at: 60..1500 step 5 unit s

// Six instances in three zones. An agent asks each application, twice a minute.
const cloud = new Cloud();
cloud.ec2.application({ port: 80, serviceTime: 0.05 });
const web = cloud.autoscaling.createGroup('web', {
  minSize: 3,
  maxSize: 9,
  desiredCapacity: 6,
  availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  healthCheckGracePeriod: 60,
});
const fleet = recordFleet(cloud, web, { every: 30 });
// #region the agent
cloud.process(function* agent() {
  const failed = new Map<string, number>();
  while (true) {
    for (const { id } of web.inService) {
      const ok = cloud.ec2.instance(id).host?.ailment !== 'hung';
      failed.set(id, ok ? 0 : (failed.get(id) ?? 0) + 1);
      if (failed.get(id) === 2)
        cloud.autoscaling.setInstanceHealth({
          instanceId: id,
          healthStatus: 'Unhealthy',
        });
    }
    yield 30;
  }
});
// #endregion
await cloud.run(at);
// #region what is struck
const [first] = web.inService;
if (strike === 'three are killed')
  for (const { id } of web.inService.slice(0, 3))
    cloud.ec2.terminateInstances({ instanceIds: [id] });
if (strike === 'one hangs' && first)
  cloud.ec2.instance(first.id).host!.hang();
if (strike === 'a zone is lost')
  cloud.faults.raise({ kind: 'down', place: 'us-east-1b' });
// #endregion
await cloud.run(minutes(30) - at);

// #region the playback and the checks
playback({
  title: 'Half an hour of six instances',
  description:
    'Six instances come into service within a minute. What is struck leaves, and others come in its place until six are in service again.',
  scenes: fleet,
  at: 40,
  fromHere: { at: 'at', what: 'what happens' },
});
check('six are in service at the end', web.inService.length === 6);
// #endregion
