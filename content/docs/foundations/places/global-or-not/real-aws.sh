aws sqs create-queue --queue-name jobs --query QueueUrl
aws sqs create-queue --queue-name jobs --region eu-west-1 --query QueueUrl
# The Region by an option, or by AWS_REGION
aws sqs list-queues --region eu-west-1 --query QueueUrls
aws sqs list-queues --region ap-southeast-2
aws iam create-user --user-name ana --query User.Arn
aws iam list-users --region ap-southeast-2 --query 'Users[].UserName'
