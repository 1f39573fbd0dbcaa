# Before: instance.setup.ts, an image and a network
aws sqs create-queue --queue-name jobs --attributes VisibilityTimeout=300 --query QueueUrl
aws ec2 create-launch-template --launch-template-name worker \
  --launch-template-data ImageId="$image",InstanceType=t3.micro --query LaunchTemplate.LatestVersionNumber
aws autoscaling create-auto-scaling-group --auto-scaling-group-name workers --min-size 0 --max-size 6 \
  --launch-template LaunchTemplateName=worker --vpc-zone-identifier "$subnet"
aws autoscaling describe-auto-scaling-groups --query 'AutoScalingGroups[].[MinSize, MaxSize, length(Instances)]' --output text
