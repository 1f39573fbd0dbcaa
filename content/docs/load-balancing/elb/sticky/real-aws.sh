# Before: balancer.setup.ts, two healthy servers behind a balancer
aws elbv2 modify-target-group-attributes --target-group-arn "$group" --query 'length(Attributes)' --attributes \
  Key=stickiness.enabled,Value=true Key=stickiness.type,Value=lb_cookie \
  Key=stickiness.lb_cookie.duration_seconds,Value=600
aws elbv2 describe-target-group-attributes --target-group-arn "$group" \
  --query 'Attributes[?starts_with(Key, `stickiness`)].[Key, Value]' --output text
