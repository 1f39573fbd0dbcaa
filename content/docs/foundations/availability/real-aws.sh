# Before: instance.setup.ts, an image
for zone in us-east-1a us-east-1b; do
  aws ec2 run-instances --image-id "$image" --instance-type t3.micro --placement AvailabilityZone=$zone --query 'length(Instances)'
done
sleep 60
aws ec2 describe-instances --query 'Reservations[].Instances[].[Placement.AvailabilityZone, State.Name]' --output text
