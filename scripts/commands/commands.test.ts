import { expect, test } from 'vitest';
import { faultOf } from './faults.ts';
import { awsCommands } from './lines.ts';

const faults = (script: string) =>
  awsCommands(script).map(({ line, words }) => `${line}: ${faultOf(words) ?? 'right'}`);

test.each([
  [
    'aws sqs recieve-message --queue-url x',
    /^1: sqs has no operation recieve-message; receive-message may be meant/,
  ],
  ['aws nothing list-things', /Nothing is known of the service nothing/],
  ['aws sqs receive-message --queue-urls x', /Unknown options: --queue-urls/],
  ['aws sqs receive-message', /the following arguments are required: --queue-url/],
  ['aws sqs receive-message --queue-url x --max-number-of-messages many', /Invalid type/],
  ['aws sqs list-queues --query "QueueUrls["', /Bad value for --query/],
  ['aws ec2 create-volume --availability-zone a --volume-type gp9', /VolumeType is 'gp9', but AWS knows/],
  ['aws sns tag-resource --resource-arn a --tags Name=a,Value=b', /There is no member Name/],
  ['aws ec2 wait instance-gone --instance-ids i', /ec2 has no waiter instance-gone/],
  ['aws ec2 start-instances --instance-ids "$a" && aws ec2 stop-instance --instance-ids "$a"', /right.*ec2 has no operation stop-instance/s], // prettier-ignore
  ['x=$(aws sqs nothing) | cat', /sqs has no operation nothing/],
  ['for q in a b; do\n  aws sqs purge-queues --queue-url $q\ndone', /sqs has no operation purge-queues/],
  ['echo\n# a comment\naws sqs \\\n  nothing', /^3: sqs has no operation/],
] as const)('%s is wrong', (script, fault) => {
  expect(faults(script).join('\n')).toMatch(fault);
});

test.each([
  'aws sqs receive-message --queue-url "$url" --max-number-of-messages "$n" --query \'Messages[].Body\' | grep a',
  'aws ec2 run-instances --image-id "$image" --subnet-id $subnet',
  'aws lambda invoke --function-name f --cli-binary-format raw-in-base64-out --payload \'{"a": 1}\' out.json',
  'aws lambda create-function --function-name f --role r --zip-file fileb://f.zip --handler a.b --runtime nodejs24.x',
  'aws s3 sync . s3://bucket && aws --version; aws sso login',
  'aws iam create-role --role-name r --assume-role-policy-document file://trust.json',
  'aws ecs create-service --cli-input-json file://service.json',
  'aws iam put-user-policy --user-name a --policy-name b --policy-document "$(cat p.json)"',
])('%s is right', (script) => {
  expect(new Set(faults(script).map((fault) => fault.replace(/^\d+: /, '')))).toEqual(new Set(['right']));
});
