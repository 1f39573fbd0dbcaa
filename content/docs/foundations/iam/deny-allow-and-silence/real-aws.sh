# Before: app.setup.ts, a role that may use queues, and a policy for its boundary
aws iam simulate-principal-policy --policy-source-arn arn:aws:iam::123456789012:role/app \
  --action-names sqs:SendMessage sqs:DeleteQueue ec2:RunInstances \
  --resource-arns arn:aws:sqs:us-east-1:123456789012:orders \
  --query 'EvaluationResults[].[EvalActionName, EvalDecision, MatchedStatements[0].SourcePolicyId]' --output text
# A boundary for the role
aws iam put-role-permissions-boundary --role-name app \
  --permissions-boundary arn:aws:iam::123456789012:policy/most
aws iam simulate-principal-policy --policy-source-arn arn:aws:iam::123456789012:role/app \
  --action-names sqs:SendMessage sqs:DeleteQueue \
  --resource-arns arn:aws:sqs:us-east-1:123456789012:orders \
  --query 'EvaluationResults[].[EvalActionName, EvalDecision, PermissionsBoundaryDecisionDetail.AllowedByPermissionsBoundary]' --output text
