# Before: instance.setup.ts, an image and a network
id=$(aws ec2 run-instances --image-id "$image" --instance-type t3.micro --query 'Instances[0].InstanceId' --output text \
  --tag-specifications 'ResourceType=instance,Tags=[{Key=Name,Value=web}]')
aws ec2 wait instance-running --instance-ids "$id"
aws ec2 describe-instance-status --instance-ids "$id" \
  --query 'InstanceStatuses[].[InstanceState.Name, SystemStatus.Status, InstanceStatus.Status]' --output text
aws ec2 stop-instances --instance-ids "$id" --query 'StoppingInstances[].CurrentState.Name'
aws ec2 wait instance-stopped --instance-ids "$id"
aws ec2 modify-instance-attribute --instance-id "$id" --instance-type Value=t3.large
aws ec2 start-instances --instance-ids "$id" --query 'StartingInstances[].CurrentState.Name'
aws ec2 describe-instances --filters Name=tag:Name,Values=web --query 'Reservations[].Instances[].InstanceType'
aws ec2 terminate-instances --instance-ids "$id" --query 'TerminatingInstances[].[PreviousState.Name, CurrentState.Name]' --output text
