# Before: group.setup.ts, a group of four instances
cat > backlog.json <<'END'
{
  "TargetValue": 10,
  "CustomizedMetricSpecification": {
    "Metrics": [
      {"Id": "m1", "ReturnData": false, "MetricStat": {"Stat": "Sum", "Metric": {
        "Namespace": "AWS/SQS", "MetricName": "ApproximateNumberOfMessagesVisible",
        "Dimensions": [{"Name": "QueueName", "Value": "jobs"}]}}},
      {"Id": "m2", "ReturnData": false, "MetricStat": {"Stat": "Average", "Metric": {
        "Namespace": "AWS/AutoScaling", "MetricName": "GroupInServiceInstances",
        "Dimensions": [{"Name": "AutoScalingGroupName", "Value": "web"}]}}},
      {"Id": "e1", "Expression": "m1 / m2", "ReturnData": true}
    ]
  }
}
END
aws sqs create-queue --queue-name jobs --query QueueUrl
# Group metrics have to be enabled
aws autoscaling enable-metrics-collection --auto-scaling-group-name web --granularity 1Minute
aws autoscaling put-scaling-policy --auto-scaling-group-name web --policy-name backlog \
  --policy-type TargetTrackingScaling --target-tracking-configuration file://backlog.json --query 'Alarms[].AlarmName'
