# Before: instance.setup.ts, an instance that runs
# Up: stop, change, start. Everybody waits.
date
aws ec2 stop-instances --instance-ids "$id" --query 'StoppingInstances[].CurrentState.Name'
aws ec2 wait instance-stopped --instance-ids "$id"
aws ec2 modify-instance-attribute --instance-id "$id" --instance-type Value=m5.xlarge
aws ec2 start-instances --instance-ids "$id" --query 'StartingInstances[].CurrentState.Name'
aws ec2 wait instance-running --instance-ids "$id"
date
# Out: one more beside it, and nobody waits
aws ec2 run-instances --image-id "$image" --instance-type t3.micro --count 1 --query 'length(Instances)'
aws ec2 describe-instances --query 'Reservations[].Instances[].[InstanceType, State.Name]' --output text
