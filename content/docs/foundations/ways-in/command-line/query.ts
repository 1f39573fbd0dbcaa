import { check, Cloud, Shell, table } from 'desired-capacity';

const query: string = 'Groups[].GroupName'; // knob 'Groups[].GroupName' | 'Groups[0]' | 'length(Groups)' | 'Groups[?starts_with(GroupName, `o`)].[GroupName, Path]'
const output = 'text'; // knob 'json' | 'text' | 'table'

const cloud = new Cloud();
for (const groupName of ['developers', 'operations', 'owners'])
  cloud.iam.createGroup({ groupName, path: '/teams/' });
const shell = new Shell(cloud);

await shell.type(`aws iam list-groups --query '${query}' --output ${output}`);

// #region the whole answer against its part, and the checks
const whole = await shell.run('aws iam list-groups');
const names = await shell.run("aws iam list-groups --query 'Groups[].GroupName' --output text"); // prettier-ignore
table('How much was printed', [
  { command: 'without a query', lines: whole.out.split('\n').length },
  { command: 'the names only, as text', lines: names.out.split('\n').length },
]);
check('a query picks what is needed', names.out === 'developers\toperations\towners'); // prettier-ignore
// #endregion
