# Before: shop.setup.ts, a service of six tasks, and a second version
aws ecs update-service --cluster shop --service shop --task-definition shop:2 --query service.taskDefinition \
  --deployment-configuration 'strategy=BLUE_GREEN,bakeTimeInMinutes=15'
sleep 300
aws ecs list-service-deployments --cluster shop --service shop --query 'serviceDeployments[].[status]' --output text
sleep 1200
aws ecs list-service-deployments --cluster shop --service shop --query 'serviceDeployments[].[status]' --output text
