aws ecs register-task-definition --family shop --container-definitions \
  '[{"name": "shop", "image": "shop:1.0", "cpu": 512, "memory": 512}]' \
  --query 'taskDefinition.containerDefinitions[].[name, cpu, memory]' --output text
# On Fargate half a vCPU has 1 GB at least
aws ecs register-task-definition --family shop --requires-compatibilities FARGATE --network-mode awsvpc --cpu 512 --memory 512 \
  --container-definitions '[{"name": "shop", "image": "shop:1.0"}]' # exits 254
aws ecs register-task-definition --family shop --requires-compatibilities FARGATE --network-mode awsvpc --cpu 512 --memory 1024 \
  --container-definitions '[{"name": "shop", "image": "shop:1.0"}]' --query 'taskDefinition.[revision, cpu, memory]' --output text
