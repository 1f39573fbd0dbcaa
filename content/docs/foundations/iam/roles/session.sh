# A user who may nothing but take one role
aws sqs create-queue --queue-name jobs --query QueueUrl
aws iam create-user --user-name ana --query User.Arn --output text
cat > trust.json <<'END'
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::123456789012:user/ana" },
      "Action": "sts:AssumeRole"
    }
  ]
}
END
ROLE=$(aws iam create-role --role-name reader --assume-role-policy-document file://trust.json \
  --query Role.Arn --output text)
aws iam attach-role-policy --role-name reader --policy-arn arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess
KEY=$(aws iam create-access-key --user-name ana --query 'AccessKey.[AccessKeyId, SecretAccessKey]' --output text)
set -- $KEY
export AWS_ACCESS_KEY_ID=$1 AWS_SECRET_ACCESS_KEY=$2
aws sts get-caller-identity --query Arn --output text
aws sqs list-queues # exits 254
# She takes the role: a session, with credentials that end
SESSION=$(aws sts assume-role --role-arn $ROLE --role-session-name try \
  --query 'Credentials.[AccessKeyId, SecretAccessKey, SessionToken]' --output text)
set -- $SESSION
export AWS_ACCESS_KEY_ID=$1 AWS_SECRET_ACCESS_KEY=$2 AWS_SESSION_TOKEN=$3
aws sts get-caller-identity --query Arn --output text
aws sqs list-queues
aws sqs create-queue --queue-name mine # exits 254
# An hour later
sleep 3600
aws sqs list-queues # exits 254
