check=$(aws route53 create-health-check --caller-reference shop-1 --query HealthCheck.Id --output text --health-check-config '{
  "Type": "HTTP_STR_MATCH", "FullyQualifiedDomainName": "shop.example.com", "ResourcePath": "/health",
  "SearchString": "checkout: open", "RequestInterval": 30, "FailureThreshold": 3}')
aws cloudwatch put-metric-alarm --alarm-name shop-down --namespace AWS/Route53 --metric-name HealthCheckStatus \
  --dimensions Name=HealthCheckId,Value="$check" --statistic Minimum --period 60 --evaluation-periods 1 \
  --threshold 1 --comparison-operator LessThanThreshold
# Nobody has given the name an address: for a check that is a failure like any other
sleep 300
aws route53 get-health-check-last-failure-reason --health-check-id "$check" --query 'HealthCheckObservations[0].StatusReport.Status'
aws cloudwatch describe-alarms --alarm-names shop-down --query 'MetricAlarms[].StateValue' --output text
# A check that is disabled asks nobody, and counts as healthy
aws route53 update-health-check --health-check-id "$check" --disabled --query HealthCheck.HealthCheckConfig.Disabled
sleep 300
aws cloudwatch describe-alarms --alarm-names shop-down --query 'MetricAlarms[].StateValue' --output text
