import { check, Cloud, Shell, table } from 'desired-capacity';

const shell = new Shell(new Cloud());
const lines = [
  'aws sqs list-queues',
  'aws sqs receive-messages',
  'aws sqs create-queue',
  'aws sqs get-queue-url --queue-name none',
];
const rows = [];
for (const line of lines) {
  const { code } = await shell.type(line);
  rows.push({ command: line, 'exit code': code });
}

// #region a table and the checks
table('What a script sees', rows);
const codes = rows.map((row) => row['exit code']).join();
check('0 is success, 252 a command that is none, 254 an error of AWS’s', codes === '0,252,252,254'); // prettier-ignore
// #endregion
