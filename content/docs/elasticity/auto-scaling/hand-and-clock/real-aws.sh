# Before: group.setup.ts, a group of four instances
aws autoscaling set-desired-capacity --auto-scaling-group-name web --desired-capacity 8 --honor-cooldown
# Six at least, from 16:45 to 22:00 each Friday, by the clocks of Berlin
aws autoscaling put-scheduled-update-group-action --auto-scaling-group-name web \
  --scheduled-action-name friday --recurrence "45 16 * * FRI" --time-zone Europe/Berlin --min-size 6
aws autoscaling put-scheduled-update-group-action --auto-scaling-group-name web \
  --scheduled-action-name friday-night --recurrence "0 22 * * FRI" --time-zone Europe/Berlin --min-size 2
aws autoscaling describe-scheduled-actions --auto-scaling-group-name web \
  --query 'ScheduledUpdateGroupActions[].[ScheduledActionName, Recurrence, StartTime, MinSize]' --output text
