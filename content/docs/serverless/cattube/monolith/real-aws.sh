# Before: instance.setup.ts, an instance that runs
date
aws ec2 stop-instances --instance-ids "$id" --query 'StoppingInstances[].CurrentState.Name'
aws ec2 wait instance-stopped --instance-ids "$id"
aws ec2 modify-instance-attribute --instance-id "$id" --instance-type Value=t3.2xlarge
aws ec2 start-instances --instance-ids "$id" --query 'StartingInstances[].CurrentState.Name'
aws ec2 wait instance-running --instance-ids "$id"
date
