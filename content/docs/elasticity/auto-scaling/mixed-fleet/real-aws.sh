# Before: group.setup.ts, a group of four instances
aws autoscaling create-auto-scaling-group --auto-scaling-group-name mixed --min-size 4 --max-size 40 \
  --desired-capacity 12 --vpc-zone-identifier "$subnets" --capacity-rebalance \
  --mixed-instances-policy '{
    "LaunchTemplate": {
      "LaunchTemplateSpecification": {"LaunchTemplateName": "web", "Version": "$Default"},
      "Overrides": [{"InstanceType": "m5.large"}, {"InstanceType": "c5.large"}, {"InstanceType": "r5.large"}]},
    "InstancesDistribution": {
      "OnDemandBaseCapacity": 4, "OnDemandPercentageAboveBaseCapacity": 25,
      "SpotAllocationStrategy": "price-capacity-optimized"}}'
sleep 300
aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names mixed \
  --query 'AutoScalingGroups[].Instances[].InstanceType' --output text
aws ec2 describe-instances --filters Name=instance-lifecycle,Values=spot --query 'length(Reservations[].Instances[])'
