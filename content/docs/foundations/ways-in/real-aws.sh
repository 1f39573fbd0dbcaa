aws --version
aws sts get-caller-identity
aws configure list
aws sqs create-queue --queue-name jobs --region eu-central-1
aws sqs list-queues --region eu-central-1
