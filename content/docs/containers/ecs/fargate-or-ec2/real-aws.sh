# Before: shop.setup.ts, a cluster, a definition for Fargate, and a network
task=$(aws ecs run-task --cluster shop --launch-type FARGATE --task-definition report --network-configuration \
  "awsvpcConfiguration={subnets=[$subnet],assignPublicIp=ENABLED}" --query 'tasks[0].taskArn' --output text)
aws ecs wait tasks-running --cluster shop --tasks "$task"
date
aws ecs describe-tasks --cluster shop --tasks "$task" --query 'tasks[].[lastStatus, launchType, cpu, memory]' --output text
aws ecs put-cluster-capacity-providers --cluster shop --capacity-providers FARGATE FARGATE_SPOT \
  --default-capacity-provider-strategy capacityProvider=FARGATE,weight=1 --query cluster.capacityProviders
aws ecs create-service --cluster shop --service-name web --task-definition report --desired-count 10 --query service.status \
  --capacity-provider-strategy capacityProvider=FARGATE,base=2,weight=1 capacityProvider=FARGATE_SPOT,weight=3 \
  --network-configuration "awsvpcConfiguration={subnets=[$subnet],assignPublicIp=ENABLED}"
sleep 180
aws ecs list-tasks --cluster shop --service-name web --query 'length(taskArns)'
