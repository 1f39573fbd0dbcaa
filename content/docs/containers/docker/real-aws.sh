aws ecr create-repository --repository-name shop --query repository.repositoryUri
aws ecr describe-repositories --query 'repositories[].[repositoryName, imageTagMutability]' --output text
# Nobody has pushed yet
aws ecr describe-images --repository-name shop --query 'length(imageDetails)'
