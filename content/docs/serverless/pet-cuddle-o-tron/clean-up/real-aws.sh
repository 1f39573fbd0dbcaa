# Before: lab.setup.ts, what the lab has made
aws apigateway delete-rest-api --rest-api-id "$api"
for name in email_reminder_lambda api_lambda; do
  aws lambda delete-function --function-name "$name"
  aws logs delete-log-group --log-group-name "/aws/lambda/$name"
done
aws stepfunctions delete-state-machine --state-machine-arn "$machine_arn"
aws ses delete-identity --identity owner@example.com
aws iam delete-role-policy --role-name LambdaRole --policy-name lab
aws iam delete-role --role-name LambdaRole
# What is left?
aws lambda list-functions --query 'Functions[].FunctionName'
aws logs describe-log-groups --query 'logGroups[].logGroupName'
aws iam list-roles --query 'Roles[].RoleName'
