import { check, Cloud, Shell, table } from 'desired-capacity';

const cloud = new Cloud({ region: 'eu-central-1' });
const shell = new Shell(cloud);

// A queue in Frankfurt. Where do you look for it?
await shell.type('aws sqs create-queue --queue-name orders');
await shell.type('aws sqs list-queues');
await shell.type('aws sqs list-queues --region us-east-1');

// #region a table and the checks
const listed = async (region: string) => {
  const { out } = await shell.run(`aws sqs list-queues --region ${region}`);
  return out ? 1 : 0;
};
const [here, there] = [
  await listed('eu-central-1'),
  await listed('us-east-1'),
];
table('Queues that are listed', [
  { region: 'eu-central-1', queues: here },
  { region: 'us-east-1', queues: there },
]);
check('what is in one Region is not listed in another', here === 1 && there === 0); // prettier-ignore
// #endregion
