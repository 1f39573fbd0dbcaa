cat > tags.json <<'END'
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "ec2:RunInstances",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:RequestTag/team": "red" } }
    }
  ]
}
END
# Is there a difference between a key that is not given, and one that is?
aws iam simulate-custom-policy --policy-input-list file://tags.json --action-names ec2:RunInstances \
  --query 'EvaluationResults[0].EvalDecision'
aws iam simulate-custom-policy --policy-input-list file://tags.json --action-names ec2:RunInstances \
  --context-entries ContextKeyName=aws:RequestTag/team,ContextKeyValues=red,ContextKeyType=string \
  --query 'EvaluationResults[0].EvalDecision'
