# Before: group.setup.ts, a group of four instances
aws autoscaling update-auto-scaling-group --auto-scaling-group-name web \
  --health-check-type ELB --health-check-grace-period 300 \
  --instance-maintenance-policy MinHealthyPercentage=100,MaxHealthyPercentage=110
aws autoscaling set-instance-health --instance-id "$id" --health-status Unhealthy
sleep 180
aws autoscaling describe-scaling-activities --auto-scaling-group-name web --max-items 2 \
  --query 'Activities[].[StatusCode, Cause]' --output text
