# A script ends at the first command that fails
set -e
image=$(aws ec2 describe-images --owners amazon --query 'Images[0].ImageId' --output text)
id=$(aws ec2 run-instances --image-id "$image" --instance-type t3.micro --count 1 \
  --query 'Instances[0].InstanceId' --output text)
date
aws ec2 wait instance-running --instance-ids "$id"
date
aws ec2 terminate-instances --instance-ids "$id" --query 'TerminatingInstances[].CurrentState.Name'
