aws ecs register-task-definition --family shop --container-definitions \
  '[{"name": "shop", "image": "shop:1.0", "cpu": 512, "memory": 512}]' \
  --query 'taskDefinition.containerDefinitions[].[name, cpu, memory]' --output text
