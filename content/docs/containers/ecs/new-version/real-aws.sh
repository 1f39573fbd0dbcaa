# Before: shop.setup.ts, a service of six tasks, and a second version
aws ecs update-service --cluster shop --service shop --task-definition shop:2 --query service.taskDefinition \
  --deployment-configuration \
  'minimumHealthyPercent=100,maximumPercent=150,deploymentCircuitBreaker={enable=true,rollback=true}'
date
aws ecs wait services-stable --cluster shop --services shop
date
aws ecs describe-services --cluster shop --services shop \
  --query 'services[].deployments[].[taskDefinition, runningCount, rolloutState]' --output text
