# Before: images.setup.ts, a repository with twelve images
cat > policy.json <<'END'
{
  "rules": [
    {
      "rulePriority": 1,
      "selection": { "tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 10 },
      "action": { "type": "expire" }
    }
  ]
}
END
aws ecr create-repository --repository-name api --image-tag-mutability IMMUTABLE \
  --image-scanning-configuration scanOnPush=true --query repository.repositoryUri
aws ecr start-lifecycle-policy-preview --repository-name shop --lifecycle-policy-text file://policy.json --query status
sleep 30
aws ecr get-lifecycle-policy-preview --repository-name shop --query '[status, summary.expiringImageTotalCount]' --output text
aws ecr put-lifecycle-policy --repository-name shop --lifecycle-policy-text file://policy.json --query repositoryName
sleep 90000
aws ecr describe-images --repository-name shop --query 'length(imageDetails)'
