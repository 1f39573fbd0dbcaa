topic=$(aws sns create-topic --name pager --query TopicArn --output text)
aws cloudwatch put-metric-alarm --alarm-name slow --namespace Shop --metric-name Latency \
  --statistic Average --period 60 --datapoints-to-alarm 4 --evaluation-periods 5 \
  --threshold 500 --comparison-operator GreaterThanThreshold \
  --treat-missing-data breaching --alarm-actions "$topic"
aws cloudwatch describe-alarms --alarm-names slow --query 'MetricAlarms[].StateValue'
# Data that is missing counts as breaching
sleep 600
aws cloudwatch describe-alarms --alarm-names slow --query 'MetricAlarms[].StateValue'
# A test of the way from the alarm to the pager: it lasts until the next evaluation
aws cloudwatch set-alarm-state --alarm-name slow --state-value OK --state-reason 'a test'
aws cloudwatch describe-alarms --alarm-names slow --query 'MetricAlarms[].[StateValue, StateReason]' --output text
sleep 120
aws cloudwatch describe-alarms --alarm-names slow --query 'MetricAlarms[].StateValue'
aws cloudwatch describe-alarm-history --alarm-name slow --history-item-type StateUpdate \
  --query 'AlarmHistoryItems[].HistorySummary'
