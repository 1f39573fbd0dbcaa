import { check, Cloud, hours, minutes, table } from 'desired-capacity';

const every = 30; // knob minutes from one checkpoint to the next: 5..120 step 5
const between = 3; // knob hours between interruptions: 1..12

const work = hours(6); // One job: six hours on one instance.
// #region a Spot Instance
const request = {
  instanceType: 'c5.large',
  placement: { availabilityZone: 'us-east-1a' },
  instanceMarketOptions: { marketType: 'spot' as const },
};
// #endregion
async function job(saves: 'never' | 'by the clock' | 'at the notice') {
  // #region AWS takes its capacity back now and then, for 25 minutes
  const cloud = new Cloud();
  const { ec2 } = cloud;
  const pool = ec2.spotPool('c5.large', 'us-east-1a');
  const random = cloud.random('interruptions');
  cloud.process(function* needs() {
    while (true) {
      yield random.exponential(hours(between));
      pool.capacity = 0;
      yield minutes(25);
      pool.capacity = Infinity;
    }
  });
  let warned = false;
  cloud.events.listen(({ detailType }) => {
    warned ||= detailType === 'EC2 Spot Instance Interruption Warning';
  });
  // #endregion
  let saved = 0; // Seconds of work that are safe.
  let worked = 0; // All seconds that were spent on it.
  while (saved < work && cloud.now < hours(400)) {
    while (pool.spare === 0) await cloud.run(60);
    // #region the next instance
    const [one] = ec2.launch(request);
    await one!.until('ready');
    warned = false;
    // #endregion
    let done = saved;
    while (one!.state === 'running' && done < work) {
      await cloud.run(30);
      if (one!.state === 'running') done += 30;
      worked += 30;
      const due = saves === 'by the clock' && done - saved >= minutes(every);
      if (due || (saves === 'at the notice' && warned)) saved = done;
    }
    // #region it is done, or the instance is gone
    if (done >= work) saved = done;
    if (one!.state === 'running') await one!.terminate();
    // #endregion
  }
  return { saves, worked, cloud };
}
// #region the table and the checks
const rows = [];
for (const saves of ['never', 'by the clock', 'at the notice'] as const) {
  const { worked, cloud } = await job(saves);
  rows.push({ saves: saves === 'by the clock' ? `every ${every} min` : saves, 'finished after, h': Math.round(cloud.now / 360) / 10, 'worked, h': Math.round(worked / 360) / 10, 'lost, h': Math.round((worked - work) / 360) / 10 }); // prettier-ignore
}
table('A job of six hours on Spot', rows);
const [never, clock, notice] = rows.map((row) => row['lost, h']);
check('without checkpoints work is done again and again', never! > 3);
check('with checkpoints little is lost', clock! < never! / 2);
check('two minutes are enough to save at the notice', notice! < 0.3);
// #endregion
