import { check, Cloud, minutes, Shell } from 'desired-capacity';
import { command } from './names.starter.ts';

const cloud = new Cloud();
const shell = new Shell(cloud);

// Three instances of the red team, one of them stopped, and one of the blue.
const ids: string[] = [];
for (const team of ['red', 'red', 'red', 'blue']) {
  const { out } = await shell.run(
    `aws ec2 run-instances --image-id ${cloud.ec2.image()} --instance-type t3.micro --tag-specifications "ResourceType=instance,Tags=[{Key=team,Value=${team}}]" --query "Instances[0].InstanceId" --output text`,
  ); // prettier-ignore
  ids.push(out);
}
await cloud.run(minutes(2));
await shell.run(`aws ec2 stop-instances --instance-ids ${ids[2]}`);
await cloud.run(minutes(2));

const { out, err } = await shell.type(command);

// What a script does with it.
await shell.run(
  `for id in $(${command}); do aws ec2 terminate-instances --instance-ids $id; done`,
);
await cloud.run(minutes(2));
const left = await shell.run('aws ec2 describe-instances --filters Name=instance-state-name,Values=running,stopped --query "Reservations[].Instances[].InstanceId" --output text'); // prettier-ignore

const words = out.split(/\s+/).filter(Boolean).sort().join();
check('the command runs', err === '');
check('it prints the two ids, and no other word', words === ids.slice(0, 2).sort().join()); // prettier-ignore
check('a script that ends them leaves the others alone', left.out.split(/\s+/).sort().join() === ids.slice(2).sort().join()); // prettier-ignore
