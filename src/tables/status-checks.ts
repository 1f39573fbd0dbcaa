import { Cloud, minutes } from '../sim/index.ts';
import type { FAULTS } from '../sim/services/ec2/index.ts';
import type { Comparison, ComparisonRow } from './comparison.ts';

type Fault = keyof typeof FAULTS;
type Instance = ReturnType<Cloud['ec2']['instance']>;
type Look = (fault: Fault) => Promise<boolean>;

/** An instance that something has been wrong with for three minutes. */
async function ill(fault: Fault): Promise<Instance> {
  const cloud = new Cloud();
  const [one] = cloud.ec2.launch({ application: {}, maintenanceOptions: { autoRecovery: 'disabled' } });
  await one!.until('serving');
  await cloud.run(minutes(3));
  one!.checks.faults.add(fault);
  await cloud.run(minutes(3));
  return one!;
}

const fails =
  (check: 'system' | 'instance' | 'attached-ebs'): Look =>
  async (fault) =>
    (await ill(fault)).checks.of(check) === 'failed';

const mends =
  (remedy: (one: Instance) => Promise<void>): Look =>
  async (fault) => {
    const one = await ill(fault);
    await remedy(one);
    await one.until('running');
    return !one.checks.faults.has(fault);
  };

const row = (label: string, fault: Fault): ComparisonRow<Look> => ({
  label,
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-system-instance-status-check.html',
  cell: (look) => look(fault),
});

/** Which status check fails, and what its owner can do. */
export const statusChecks: Comparison<Look> = {
  caption: 'What a status check sees, and what mends it',
  rowsAre: 'What is wrong',
  columns: [
    { name: 'System', subject: fails('system') },
    { name: 'Instance', subject: fails('instance') },
    { name: 'Volumes', subject: fails('attached-ebs') },
    { name: 'A reboot mends it', subject: mends(async (one) => void (await one.reboot())) },
    {
      name: 'A stop and a start mend it',
      subject: mends(async (one) => {
        await one.stop();
        await one.start();
      }),
    },
  ],
  rows: [
    row('the host has no power', 'host-power'),
    row('the host’s network', 'host-network'),
    row('the network’s configuration', 'network-configuration'),
    row('no memory left', 'memory-exhausted'),
    row('the file system', 'file-system-corrupted'),
    row('a volume out of reach', 'volume-unreachable'),
    row('the application hangs', 'application-hung'),
  ],
};
