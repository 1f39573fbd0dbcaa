# Before: computers.setup.ts, an instance, a cluster with a service, and a function
aws ec2 describe-instances --filters Name=instance-state-name,Values=running \
  --query 'Reservations[].Instances[].InstanceType' --output text
aws ecs describe-services --cluster default --services web \
  --query 'services[].[serviceName, launchType, runningCount]' --output text
aws lambda list-functions --query 'Functions[].[FunctionName, MemorySize]' --output text
