import { check, Cloud, HttpClient, minutes, table } from 'desired-capacity';

const patience = 10; // knob minutes until somebody looks: 2..30

// #region one instance, what it says of itself, and whether it answers
async function ill(harm: (one: Instance) => void) {
  const cloud = new Cloud();
  const [one] = cloud.ec2.launch({
    application: { serviceTime: 0.01 },
    maintenanceOptions: { autoRecovery: 'disabled' },
  });
  await one!.until('serving');
  await cloud.run(minutes(3));
  harm(one!);
  await cloud.run(minutes(patience));
  return { cloud, one: one! };
}
type Instance = ReturnType<Cloud['ec2']['instance']>;
const look = ({ checks }: Instance) => ({
  system: checks.of('system')!,
  instance: checks.of('instance')!,
});
async function answers(cloud: Cloud, one: Instance) {
  const client = new HttpClient(cloud, { readTimeout: 5, connectTimeout: 2 });
  const call = client.request({ host: one.address });
  await cloud.run(10);
  return (
    (await call).kind === 'response' && one.checks.status() !== 'impaired'
  );
}
// #endregion
const harms: Record<string, (one: Instance) => void> = {
  'hardware of the host fails': (one) =>
    one.checks.faults.add('host-hardware'),
  'its memory is exhausted': (one) =>
    one.checks.faults.add('memory-exhausted'),
  'its network is set up wrongly': (one) =>
    one.checks.faults.add('network-configuration'),
  'its application hangs': (one) => one.host!.hang(),
};
// #region each ailment three times: seen, rebooted, stopped and started
const rows = [];
for (const [what, harm] of Object.entries(harms)) {
  const seen = await ill(harm);
  const mends = { reboot: false, restart: false };
  for (const remedy of ['reboot', 'restart'] as const) {
    const { cloud, one } = await ill(harm);
    if (remedy === 'reboot') await one.reboot();
    else {
      await one.stop();
      await one.start();
    }
    await cloud.run(minutes(5));
    mends[remedy] = await answers(cloud, one);
  }
  rows.push({
    what,
    ...look(seen.one),
    'a reboot mends it': mends.reboot,
    'a stop and a start mend it': mends.restart,
  });
}
table('Four ailments', rows);
const [hardware, memory, network, application] = rows;
check('a system check that fails takes the instance check along', hardware!.system === 'failed' && hardware!.instance === 'failed'); // prettier-ignore
check('a reboot stays on the same bad host', !hardware!['a reboot mends it'] && hardware!['a stop and a start mend it']); // prettier-ignore
check('what is wrong inside fails the instance check alone', memory!.system === 'passed' && memory!.instance === 'failed'); // prettier-ignore
check('a wrong configuration waits for its owner', !network!['a reboot mends it'] && !network!['a stop and a start mend it']); // prettier-ignore
check('no check sees an application that hangs', application!.system === 'passed' && application!.instance === 'passed'); // prettier-ignore
// #endregion
