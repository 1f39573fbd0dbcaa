# Before: shop.setup.ts, a cluster of three instances, and a task's definition
aws ecs create-service --cluster shop --service-name web --task-definition shop --desired-count 3 --query service.status \
  --placement-strategy type=spread,field=attribute:ecs.availability-zone type=binpack,field=memory
sleep 120
aws ecs describe-services --cluster shop --services web --query 'services[].[runningCount, desiredCount]' --output text
aws ecs describe-services --cluster shop --services web --query 'services[0].events[:3].message'
aws ecs list-container-instances --cluster shop --query 'length(containerInstanceArns)'
