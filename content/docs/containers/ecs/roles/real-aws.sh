cat > trust.json <<'END'
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "ecs-tasks.amazonaws.com" },
      "Action": "sts:AssumeRole"
    }
  ]
}
END
aws iam create-role --role-name shop-execution --assume-role-policy-document file://trust.json --query Role.Arn
aws iam attach-role-policy --role-name shop-execution \
  --policy-arn arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy
aws iam list-attached-role-policies --role-name shop-execution --query 'AttachedPolicies[].PolicyName'
