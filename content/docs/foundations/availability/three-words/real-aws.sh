# Before: instance.setup.ts, an instance that runs
spare=$(aws ec2 run-instances --image-id "$image" --instance-type t3.micro --query 'Instances[0].InstanceId' --output text)
aws ec2 wait instance-running --instance-ids "$spare"
address=$(aws ec2 allocate-address --query AllocationId --output text)
aws ec2 associate-address --allocation-id "$address" --instance-id "$id" --query 'length(AssociationId) > `0`'
# Passive: move the address to the spare
aws ec2 associate-address --allocation-id "$address" \
  --instance-id "$spare" --allow-reassociation --query 'length(AssociationId) > `0`'
aws ec2 describe-addresses --query "Addresses[].InstanceId == ['$spare']"
