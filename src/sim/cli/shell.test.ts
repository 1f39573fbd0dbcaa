import { describe, expect, test } from 'vitest';
import { Cloud, minutes } from '../index.ts';
import { setSink } from '../report/index.ts';
import { zipOf } from '../services/lambda/index.ts';
import { Shell } from './index.ts';
import { kebab } from './names.ts';

function open(options: ConstructorParameters<typeof Shell>[1] = {}) {
  const cloud = new Cloud({ seed: 1, requestLatency: { mean: 0, sd: 0 } });
  const shell = new Shell(cloud, options);
  const run = async (line: string) => shell.run(line);
  const out = async (line: string) => {
    const { out: text, err, code } = await shell.run(line);
    expect({ err, code }).toEqual({ err: '', code: 0 });
    return text;
  };
  return { cloud, shell, run, out };
}

/** What a run prints, and what it gives. */
async function printed<T>(run: () => Promise<T>): Promise<{ entries: string[]; result: T }> {
  const entries: string[] = [];
  setSink((entry) => entries.push((entry as { text: string }).text));
  try {
    return { result: await run(), entries };
  } finally {
    setSink(undefined);
  }
}

test.each([
  ['ReceiveMessage', 'receive-message'],
  ['MD5OfBody', 'md5-of-body'],
  ['DescribeDBInstances', 'describe-db-instances'],
  ['CreateVPCPeering', 'create-vpc-peering'],
  ['ListMFADevices', 'list-mfa-devices'],
  ['AWSServiceName', 'aws-service-name'],
  ['InstanceIds', 'instance-ids'],
  ['launchType', 'launch-type'],
  ['KMSKeyId', 'kms-key-id'],
  ['SwapEnvironmentCNAMEs', 'swap-environment-cnames'],
  ['ListARNs', 'list-arns'],
])('%s is %s', (name, expected) => {
  expect(kebab(name)).toBe(expected);
});

describe('commands', () => {
  test('a queue from its making to a message received', async () => {
    const { out } = open();
    expect(
      await out('aws sqs create-queue --queue-name jobs --attributes VisibilityTimeout=60,DelaySeconds=0'),
    ).toBe('{\n    "QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/jobs"\n}');
    await out('URL=$(aws sqs get-queue-url --queue-name jobs --query QueueUrl --output text)');
    await out(`aws sqs send-message --queue-url $URL --message-body "hello, you" --message-attributes '{"a":{"DataType":"String","StringValue":"b"}}'`); // prettier-ignore
    const got = await out('aws sqs receive-message --queue-url "$URL" --message-attribute-names All --max-number-of-messages 10 --query "Messages[].{body: Body, a: MessageAttributes.a.StringValue}"'); // prettier-ignore
    expect(JSON.parse(got)).toEqual([{ body: 'hello, you', a: 'b' }]);
    expect(await out('aws sqs receive-message --queue-url $URL')).toBe('');
  });

  test.each([
    [
      'aws sqs send-message --queue-url u',
      252,
      'aws: [ERROR]: the following arguments are required: --message-body',
    ],
    [
      'aws sqs recieve-message',
      252,
      "Invalid choice: 'recieve-message', maybe you meant:\n\n  * receive-message",
    ],
    ['aws sqss list-queues', 252, '* sqs'],
    ['aws sqs list-queues --nonsense x', 252, 'Unknown options: --nonsense, x'],
    ['aws sqs list-queues --max-result 3', 252, '* --max-results'],
    ['aws sqs list-queues jobs', 252, 'Unknown options: jobs'],
    ['aws sqs list-queues --output xml', 252, "argument --output: Found invalid choice 'xml'"],
    ['aws sqs list-queues --query "a["', 252, 'Bad value for --query'],
    ['aws sqs create-queue --queue-name', 252, 'argument --queue-name: expected one argument'],
    ['aws sqs create-queue --queue-name q --attributes {', 252, 'Invalid JSON'],
    ['aws sqs receive-message --queue-url u --max-number-of-messages two', 252, 'Invalid type for parameter'],
    ['aws sqs get-queue-url --queue-name none', 254, 'aws: [ERROR]: An error occurred (AWS.SimpleQueueService.NonExistentQueue) when calling the GetQueueUrl operation: '], // prettier-ignore
    ['aws ec2 describe-instances --instance-ids i-0123456789abcdef0', 254, '(InvalidInstanceID.NotFound)'],
    [
      'aws iam create-policy --policy-name p --policy-document file://none.json',
      252,
      'Unable to load paramfile',
    ],
    ['aws iam create-saml-provider --name x', 255, 'Not modelled: CreateSAMLProvider'],
    ['aws --profile nobody sqs list-queues', 255, 'The config profile (nobody) could not be found'],
    ['vim', 127, 'bash: vim: command not found'],
    ['echo "open', 2, 'a quotation mark is missing'],
    ['aws sqs wait queue-exists', 252, "Found invalid choice 'queue-exists'"],
  ])('%s', async (line, code, message) => {
    const { run } = open();
    const outcome = await run(line);
    expect(outcome).toMatchObject({ code, out: '' });
    expect(outcome.err).toContain(message);
  });

  test('lists, shorthand and files', async () => {
    const { out } = open({ files: { 'policy.json': '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sqs:*","Resource":"*"}}' } }); // prettier-ignore
    await out('aws iam create-policy --policy-name p --policy-document file://policy.json --tags Key=team,Value=red Key=env,Value=test'); // prettier-ignore
    expect(await out("aws iam get-policy --policy-arn arn:aws:iam::123456789012:policy/p --query 'Policy.Tags' --output text")).toBe('team\tred\nenv\ttest'); // prettier-ignore
    expect(JSON.parse(await out('aws iam get-policy-version --policy-arn arn:aws:iam::123456789012:policy/p --version-id v1 --query PolicyVersion.Document.Statement'))).toMatchObject({ Action: 'sqs:*' }); // prettier-ignore
    await out(
      'aws ec2 describe-instances --filters Name=instance-state-name,Values=running,stopped "Name=tag:a,Values=b"',
    );
    await out(`aws sqs create-queue --cli-input-json '{"QueueName":"q","tags":{"a":"b"}}'`);
    expect(JSON.parse(await out('aws sqs list-queue-tags --queue-url https://sqs.us-east-1.amazonaws.com/123456789012/q'))).toEqual({ Tags: { a: 'b' } }); // prettier-ignore
  });

  test('all pages come at once, unless fewer are wanted', async () => {
    const { cloud, out } = open();
    for (let i = 0; i < 5; i++) cloud.iam.createUser({ userName: `u${i}` });
    const names = async (line: string) => JSON.parse(await out(`${line} --query "[Users[].UserName, NextToken]"`)) as [string[], string]; // prettier-ignore
    expect(await names('aws iam list-users --page-size 2')).toEqual([['u0', 'u1', 'u2', 'u3', 'u4'], null]);
    const [first, token] = await names('aws iam list-users --max-items 3');
    expect(first).toEqual(['u0', 'u1', 'u2']);
    expect(await names(`aws iam list-users --max-items 3 --starting-token ${token}`)).toEqual([
      ['u3', 'u4'],
      null,
    ]);
    expect(JSON.parse(await out('aws iam list-users'))).not.toHaveProperty('IsTruncated');
    expect(JSON.parse(await out('aws iam list-users --no-paginate'))).toMatchObject({ IsTruncated: false });
  });

  test('a waiter asks until it is so, in virtual time', async () => {
    const { cloud, out, run } = open();
    const id = await out('aws ec2 run-instances --image-id ' + cloud.ec2.image() + ' --instance-type t3.micro --count 1 --query "Instances[0].InstanceId" --output text'); // prettier-ignore
    await out(`aws ec2 wait instance-running --instance-ids ${id}`);
    expect(await out(`aws ec2 describe-instances --instance-ids ${id} --query "Reservations[].Instances[].State.Name" --output text`)).toBe('running'); // prettier-ignore
    expect(cloud.now).toBeGreaterThan(0);
    expect(await run(`aws ec2 wait instance-stopped --instance-ids ${id}`)).toMatchObject({ code: 255, err: '\naws: [ERROR]: Waiter InstanceStopped failed: Max attempts exceeded' }); // prettier-ignore
    expect(cloud.now).toBeGreaterThan(minutes(9));
  });

  test('a command goes to the Region that it names, or that the shell is set to', async () => {
    const { cloud, out } = open();
    await out('aws sqs create-queue --queue-name a --region eu-west-1');
    expect(cloud.region('eu-west-1').sqs.getQueue('a').name).toBe('a');
    expect(await out('aws sqs list-queues')).toBe('');
    await out('aws configure set region eu-west-1 && aws configure set output text');
    expect(await out('aws sqs list-queues --query QueueUrls')).toContain('eu-west-1');
    expect(await out('export AWS_REGION=us-west-2; aws sqs list-queues')).toBe('');
    expect(await out('aws configure get region')).toBe('eu-west-1');
  });

  test('a profile is another principal', async () => {
    const cloud = new Cloud({ iam: true });
    const { user } = cloud.iam.createUser({ userName: 'ana' });
    const shell = new Shell(cloud, { profiles: { ana: cloud.as(user!) } });
    const who = (line: string) => shell.run(`${line} --query Arn --output text`);
    expect((await who('aws sts get-caller-identity')).out).toBe('arn:aws:iam::123456789012:root');
    expect((await who('aws sts get-caller-identity --profile ana')).out).toBe(
      'arn:aws:iam::123456789012:user/ana',
    );
    expect(await shell.run('aws sqs create-queue --queue-name q --profile ana')).toMatchObject({ code: 254 });
  });

  test('help tells services, commands and parameters', async () => {
    const { out } = open();
    expect(await out('aws help')).toContain('sqs');
    expect(await out('aws events help')).toContain('put-events');
    expect(await out('aws sqs receive-message help')).toContain('--queue-url <value>  (string)');
  });

  test('sleep passes virtual time, date tells it', async () => {
    const { out } = open();
    expect(await out('date && sleep 3600 && date # an hour')).toBe(
      '2026-01-01T00:00:00Z\n2026-01-01T01:00:00Z',
    );
  });

  test('text is sorted by name, with a line an entry', async () => {
    const { cloud, out } = open();
    cloud.iam.createGroup({ groupName: 'g' });
    const { groupId } = cloud.iam.getGroup({ groupName: 'g' }).group!;
    expect(await out('aws iam list-groups --output text')).toBe(`GROUPS\tarn:aws:iam::123456789012:group/g\t2026-01-01T00:00:00+00:00\t${groupId}\tg\t/`); // prettier-ignore
  });

  test('a table has a title, a head and a line an entry', async () => {
    const { cloud, out } = open();
    for (const groupName of ['a', 'bb']) cloud.iam.createGroup({ groupName });
    const lines = (await out('aws iam list-groups --query "Groups[].{Name: GroupName, Path: Path}" --output table')).split('\n'); // prettier-ignore
    expect(lines[1]).toContain('ListGroups');
    expect(lines.filter((line) => /\| +(a|bb) +\| +\/ +\|/.test(line))).toHaveLength(2);
    expect(new Set(lines.map(({ length }) => length)).size).toBe(1);
  });

  test('YAML has the names in order of the alphabet, and quotes what would be read as something else', async () => {
    const { cloud, out } = open();
    cloud.iam.createUser({ userName: 'ana', path: '/team/' });
    const { userId } = cloud.iam.getUser({ userName: 'ana' }).user!;
    expect(await out('aws iam list-users --output yaml')).toBe(
      `Users:\n- Arn: arn:aws:iam::123456789012:user/team/ana\n  CreateDate: '2026-01-01T00:00:00+00:00'\n  Path: /team/\n  UserId: ${userId}\n  UserName: ana`,
    );
    expect(await out(`aws iam list-users --output yaml --query "{a: 'yes', b: '12', c: '- x', d: 'x: y', e: Users[].[UserName, Path], f: Users[?UserName=='x'], g: length(Users), h: null, i: '-x'}"`)).toBe(
      "a: 'yes'\nb: '12'\nc: '- x'\nd: 'x: y'\ne:\n- - ana\n  - /team/\nf: []\ng: 1\nh: null\ni: -x",
    ); // prettier-ignore
    expect(await out('aws iam list-users --output off')).toBe('');
  });

  test('a file is made of what stands behind a command, or of what one prints', async () => {
    const { out, run } = open();
    await out(`cat > trust.json <<'END'\n{ "a": "$HOME", "b": ";" }\nEND`);
    expect(await out('cat trust.json')).toBe('{ "a": "$HOME", "b": ";" }');
    await out('X=1 && echo one > list && echo two >> list');
    expect(await out('cat list')).toBe('one\ntwo');
    await out('NAME=ana; cat > greeting <<END\nhello "$NAME"\n  you\nEND');
    expect(await out('cat greeting')).toBe('hello "ana"\n  you');
    await out('cat > quoted <<END\n{"a": "{\\"b\\": \\"$NAME\\"}"}\nEND');
    expect(await out('cat quoted; rm quoted')).toBe('{"a": "{\\"b\\": \\"ana\\"}"}');
    expect(await out('ls')).toBe('greeting\nlist\ntrust.json');
    expect(await out('rm list; ls')).toBe('greeting\ntrust.json');
    expect(await run('aws sqs get-queue-url --queue-name q 2> /dev/null')).toEqual({ out: '', err: '', code: 254 }); // prettier-ignore
    expect(await out('echo x > /dev/null; ls')).toBe('greeting\ntrust.json');
  });

  test('commands follow each other: loops, and what runs where one fails', async () => {
    const { out, run } = open();
    expect(await out('for name in a b; do aws sqs create-queue --queue-name $name --output text; done')).toBe(
      'https://sqs.us-east-1.amazonaws.com/123456789012/a\nhttps://sqs.us-east-1.amazonaws.com/123456789012/b',
    );
    expect(await out('for q in $(aws sqs list-queues --query QueueUrls --output text); do echo "<$q>"; done')).toContain('/b>'); // prettier-ignore
    expect(await run('nothing || echo mended')).toEqual({ out: 'mended', err: 'bash: nothing: command not found', code: 0 }); // prettier-ignore
    expect(await run('nothing && echo never')).toMatchObject({ out: '', code: 127 });
    expect(await run('true || echo never && echo yes')).toMatchObject({ out: 'yes', code: 0 });
    expect(await run('URL=$(aws sqs get-queue-url --queue-name none)')).toMatchObject({ code: 254 });
  });

  test('a script is typed command by command, and `set -e` ends it at the first that fails', async () => {
    const { shell } = open();
    const text = `#!/bin/sh\n# Two lines, one command\necho a \\\n  b\n\ncat > f <<'END'\none\n\ntwo\nEND\nnothing\nset -e\nfor x in 1 2\ndo echo $x\ndone\naws sqs\\\n list-nothing # exits 252\necho never`;
    const { entries, result } = await printed(() => shell.script(text));
    expect(result.map(({ line, code }) => [line, code])).toEqual([
      ['echo a \\\n  b', 0],
      ["cat > f <<'END'\none\n\ntwo\nEND", 0],
      ['nothing', 127],
      ['set -e', 0],
      ['for x in 1 2\ndo echo $x\ndone', 0],
      ['aws sqs\\\n list-nothing # exits 252', 252],
    ]);
    expect(entries.slice(0, 3)).toEqual(['# Two lines, one command', '$ echo a \\\n  b', 'a b']);
    expect(entries).toContain('1\n2');
  });

  test('Tab knows services, operations, options, values, waiters, files and variables', async () => {
    const { shell, out } = open({ files: { 'policy.json': '{}' } });
    await out('URL=x');
    const words = (line: string) => shell.complete(line).words;
    expect(words('aws sq')).toEqual(['sqs']);
    expect(shell.complete('aws sqs rec')).toEqual({ from: 8, words: ['receive-message'] });
    expect(words('aws sqs receive-message --q')).toEqual(['--query', '--queue-url']);
    expect(words('aws sqs receive-message ')).toContain('--max-number-of-messages');
    expect(words('aws sqs receive-message --queue-url x --queue')).toEqual([]);
    expect(words('aws ec2 wait instance-r')).toEqual(['instance-running']);
    expect(words('aws ec2 wait instance-running --inst')).toEqual(['--instance-ids']);
    expect(words('aws sqs list-queues --output y')).toEqual(['yaml']);
    expect(words('aws ec2 run-instances --co')).toContain('--count');
    expect(words('aws iam create-policy --policy-document file://')).toEqual(['file://policy.json']);
    expect(words('aws sqs delete-queue --queue-url $U')).toEqual(['$URL']);
    expect(words('sleep 3 && aws eve')).toEqual(['events']);
    expect(words('X=$(aws sqs list-q')).toEqual(['list-queue-tags', 'list-queues']);
    expect(words('sl')).toEqual(['sleep']);
    expect(words('aws nothing a')).toEqual([]);
  });

  test('keys that were set act as whose they are', async () => {
    const cloud = new Cloud({ iam: true, requestLatency: { mean: 0, sd: 0 } });
    const shell = new Shell(cloud);
    const out = async (line: string) => (await shell.run(line)).out;
    await out('aws iam create-user --user-name ana');
    await out(`KEY=$(aws iam create-access-key --user-name ana --query "AccessKey.[AccessKeyId, SecretAccessKey]" --output text)`); // prettier-ignore
    const [id, secret] = shell.variables.get('KEY')!.split('\t');
    await out(`aws configure set aws_access_key_id ${id} --profile ana; aws configure set aws_secret_access_key ${secret} --profile ana`); // prettier-ignore
    const who = 'aws sts get-caller-identity --query Arn --output text';
    expect(await out(`${who} --profile ana`)).toMatch(/user\/ana$/);
    expect(await out(who)).toMatch(/root$/);
    expect(await out('set -- $KEY; echo $1 $2')).toBe(`${id} ${secret}`);
    expect(await out('aws configure list-profiles')).toBe('default\nana');
    expect(await out(`export AWS_ACCESS_KEY_ID=${id} AWS_SECRET_ACCESS_KEY=${secret}; ${who}`)).toMatch(
      /user\/ana$/,
    );
    expect(await out(`unset AWS_SECRET_ACCESS_KEY; ${who}`)).toBe('');
    expect(await shell.run('aws sqs list-queues --profile bo')).toMatchObject({ code: 255 });
    const open = new Shell(new Cloud());
    expect(await open.run('export AWS_ACCESS_KEY_ID=a AWS_SECRET_ACCESS_KEY=b; aws sqs list-queues')).toMatchObject({ code: 253 }); // prettier-ignore
  });

  test('a waiter that meets another error says so', async () => {
    const { run } = open();
    expect(await run('aws dynamodb wait table-exists --table-name a')).toMatchObject({ code: 255, err: expect.stringContaining('Waiter TableExists failed') as string }); // prettier-ignore
  });
});

describe('parameters that only the command line has', () => {
  test('one instance starts where no count is given', async () => {
    const { cloud, out } = open();
    const run = `aws ec2 run-instances --image-id ${cloud.ec2.image()} --instance-type t3.micro --query "length(Instances)"`;
    expect(await out(run)).toBe('1');
    expect(await out(`${run} --count 3`)).toBe('3');
  });

  test('a mail has its sender, receivers and text', async () => {
    const { run } = open();
    const line = `aws ses send-email --from shop@example.com --to success@simulator.amazonses.com --subject 'Your order' --text 'On its way.'`;
    // All of it has arrived: what is wrong is that nobody has verified the sender.
    expect((await run(line)).err).toContain('failed the check in region US-EAST-1: shop@example.com');
  });

  test('a file may hold bytes, which stay what they are', async () => {
    const { shell, out } = open();
    shell.files.set(
      'function.zip',
      zipOf(() => (event: { name: string }) => `Hello, ${event.name}!`),
    );
    await out('aws lambda create-function --function-name f --runtime nodejs24.x --handler index.handler --role arn:aws:iam::123456789012:role/f --zip-file fileb://function.zip'); // prettier-ignore
    await out('aws lambda wait function-active-v2 --function-name f');
    await out(`aws lambda invoke --function-name f --cli-binary-format raw-in-base64-out --payload '{"name":"Ada"}' answer.json`); // prettier-ignore
    expect(await out('cat answer.json')).toBe('"Hello, Ada!"');
    await out('aws lambda update-function-code --function-name f --zip-file fileb://function.zip');
    await out('aws lambda wait function-updated --function-name f');
  });

  test('what an object of S3 holds is a file, by its name alone', async () => {
    const { out } = open();
    await out('aws s3api create-bucket --bucket site && echo hello > a.txt');
    await out('aws s3api put-object --bucket site --key a --body a.txt');
    await out('aws s3api get-object --bucket site --key a b.txt');
    expect(await out('cat b.txt')).toBe('hello');
  });

  test('bytes are base64, or as they are', async () => {
    const { out, run } = open();
    await out('aws kinesis create-stream --stream-name s --shard-count 1; sleep 60');
    const put =
      'aws kinesis put-record --stream-name s --partition-key a --query ShardId --output text --data';
    expect(await out(`${put} Y2xpY2s=`)).toMatch(/^shardId-/);
    expect(await out(`${put} click --cli-binary-format raw-in-base64-out`)).toMatch(/^shardId-/);
    expect(await run(`${put} click!`)).toMatchObject({ code: 252, err: expect.stringContaining('Invalid base64') as string }); // prettier-ignore
  });
});
