url=$(aws sqs create-queue --queue-name jobs --attributes VisibilityTimeout=30 --query QueueUrl --output text)
aws sqs send-message --queue-url "$url" --message-body 'photo 7' --query MD5OfMessageBody
# A consumer that receives and dies, three times
for try in 1 2 3; do
  aws sqs receive-message --queue-url "$url" --message-system-attribute-names ApproximateReceiveCount \
    --query 'Messages[].Attributes.ApproximateReceiveCount' --output text
  sleep 30
done
