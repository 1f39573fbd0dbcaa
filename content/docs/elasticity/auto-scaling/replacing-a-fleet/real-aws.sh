# Before: group.setup.ts, a group of four instances
aws ec2 create-launch-template-version --launch-template-name web --source-version 1 \
  --launch-template-data InstanceType=t3.large --query LaunchTemplateVersion.VersionNumber
aws autoscaling start-instance-refresh --auto-scaling-group-name web \
  --desired-configuration 'LaunchTemplate={LaunchTemplateName=web,Version=2}' \
  --preferences '{
    "MinHealthyPercentage": 100, "MaxHealthyPercentage": 120, "SkipMatching": true,
    "CheckpointPercentages": [25, 100], "CheckpointDelay": 1200, "AutoRollback": true}' --query 'length(InstanceRefreshId)'
sleep 900
aws autoscaling describe-instance-refreshes --auto-scaling-group-name web \
  --query 'InstanceRefreshes[].[Status, PercentageComplete, StatusReason]' --output text
aws autoscaling rollback-instance-refresh --auto-scaling-group-name web --query 'length(InstanceRefreshId)'
sleep 1800
aws autoscaling describe-instance-refreshes --auto-scaling-group-name web --query 'InstanceRefreshes[].Status'
