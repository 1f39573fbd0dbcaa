aws iam create-group --group-name developers --query Group.Arn
cat > queues.json <<'END'
{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "sqs:*", "Resource": "*" }]
}
END
aws iam put-group-policy --group-name developers --policy-name queues --policy-document file://queues.json
aws iam create-user --user-name ana --query User.Arn
ask="aws iam simulate-principal-policy --policy-source-arn arn:aws:iam::123456789012:user/ana --action-names sqs:CreateQueue"
# May she make a queue? Before she is in the group, and after
$ask --query 'EvaluationResults[].EvalDecision'
aws iam add-user-to-group --group-name developers --user-name ana
$ask --query 'EvaluationResults[].EvalDecision'
