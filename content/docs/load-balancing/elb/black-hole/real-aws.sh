# Before: balancer.setup.ts, two healthy servers behind a balancer
aws elbv2 modify-target-group-attributes --target-group-arn "$group" --query 'length(Attributes)' --attributes \
  Key=load_balancing.algorithm.type,Value=weighted_random \
  Key=load_balancing.algorithm.anomaly_mitigation,Value=on
aws elbv2 describe-target-health --target-group-arn "$group" --include AnomalyDetection \
  --query 'TargetHealthDescriptions[].[TargetHealth.State, AnomalyDetection.Result]' --output text
