import { check, Cloud, Shell, table } from 'desired-capacity';

const cloud = new Cloud();
const shell = new Shell(cloud);
const began = cloud.now;

await shell.type(`IMAGE=${cloud.ec2.image()}`);
await shell.type(`ID=$(aws ec2 run-instances --image-id $IMAGE --instance-type t3.micro --count 1 --query "Instances[0].InstanceId" --output text)`); // prettier-ignore
await shell.type('aws ec2 wait instance-running --instance-ids $ID');
await shell.type(`aws ec2 describe-instances --instance-ids $ID --query "Reservations[].Instances[].State.Name" --output text`); // prettier-ignore
const waited = cloud.now - began;
await shell.type('aws ec2 terminate-instances --instance-ids $ID --query "TerminatingInstances[].CurrentState.Name" --output text'); // prettier-ignore
await shell.type('aws ec2 wait instance-terminated --instance-ids $ID && echo gone'); // prettier-ignore

// #region a table and the checks
table('The script', [{ 'seconds until it ran': Math.round(waited) }]);
check('a script makes a resource, waits for it, and takes it away', cloud.ec2.instances.length === 0 && waited > 0); // prettier-ignore
// #endregion
