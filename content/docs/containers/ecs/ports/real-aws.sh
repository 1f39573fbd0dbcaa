# Before: shop.setup.ts, a cluster of three instances, and a network
group=$(aws elbv2 create-target-group --name web --protocol HTTP --port 80 --vpc-id "$vpc" \
  --query 'TargetGroups[0].TargetGroupArn' --output text)
aws elbv2 modify-target-group-attributes --target-group-arn "$group" --query 'length(Attributes)' \
  --attributes Key=deregistration_delay.timeout_seconds,Value=15
aws elbv2 describe-target-group-attributes --target-group-arn "$group" \
  --query 'Attributes[?starts_with(Key, `deregistration`)].Value'
