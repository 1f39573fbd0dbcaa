# Before: machines.setup.ts, an activity for clerks, and a machine that waits for one
task=$(aws stepfunctions get-activity-task --activity-arn "$activity_arn" --worker-name clerk-1 \
  --query '[taskToken, input]' --output text)
set -- $task
echo $2
aws stepfunctions send-task-heartbeat --task-token "$1"
aws stepfunctions send-task-success --task-token "$1" --task-output '{"ok":true}'
aws stepfunctions describe-execution --execution-arn "$execution" --query '[status, output]' --output text
# A token answers once
aws stepfunctions send-task-failure --task-token "$1" --error Refused --cause 'no receipt' # exits 254
