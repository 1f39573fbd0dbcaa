# Before: shop.setup.ts, a service of six tasks
aws application-autoscaling register-scalable-target --service-namespace ecs --query 'length(ScalableTargetARN) > `0`' \
  --resource-id service/shop/shop --scalable-dimension ecs:service:DesiredCount --min-capacity 4 --max-capacity 30
aws application-autoscaling put-scaling-policy --service-namespace ecs --resource-id service/shop/shop \
  --scalable-dimension ecs:service:DesiredCount --policy-name cpu --policy-type TargetTrackingScaling \
  --query 'length(Alarms)' --target-tracking-scaling-policy-configuration '{"TargetValue": 60, "PredefinedMetricSpecification":
    {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"}}'
aws application-autoscaling describe-scalable-targets --service-namespace ecs \
  --query 'ScalableTargets[].[ResourceId, MinCapacity, MaxCapacity]' --output text
