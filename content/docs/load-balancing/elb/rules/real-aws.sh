# Before: balancer.setup.ts, two healthy servers behind a balancer
aws elbv2 create-rule --listener-arn "$listener" --priority 10 --query 'Rules[].Priority' \
  --conditions Field=path-pattern,Values='/orders/*' --actions Type=forward,TargetGroupArn="$group"
aws elbv2 create-rule --listener-arn "$listener" --priority 20 --conditions Field=path-pattern,Values='/old/*' --query 'Rules[].Priority' \
  --actions 'Type=redirect,RedirectConfig={Protocol=HTTPS,Port=443,StatusCode=HTTP_301}'
aws elbv2 describe-rules --listener-arn "$listener" \
  --query 'Rules[].[Priority, Conditions[0].Values[0], Actions[0].Type]' --output text
