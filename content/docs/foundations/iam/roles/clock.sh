# The two halves of a role: who takes it, and what it may
cat > trust.json <<'END'
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "scheduler.amazonaws.com" },
      "Action": "sts:AssumeRole"
    }
  ]
}
END
URL=$(aws sqs create-queue --queue-name reports --query QueueUrl --output text)
QUEUE=$(aws sqs get-queue-attributes --queue-url $URL --attribute-names QueueArn \
  --query Attributes.QueueArn --output text)
cat > send.json <<END
{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "$QUEUE" }]
}
END
ROLE=$(aws iam create-role --role-name clock --assume-role-policy-document file://trust.json \
  --query Role.Arn --output text)
aws iam put-role-policy --role-name clock --policy-name send --policy-document file://send.json
# What may it, and what not?
aws iam simulate-principal-policy --policy-source-arn $ROLE --resource-arns $QUEUE \
  --action-names sqs:SendMessage sqs:DeleteQueue \
  --query 'EvaluationResults[].[EvalActionName, EvalDecision]' --output text
