dead=$(aws sqs create-queue --queue-name dead --query QueueUrl --output text)
arn=$(aws sqs get-queue-attributes --queue-url "$dead" --attribute-names QueueArn --query Attributes.QueueArn --output text)
url=$(aws sqs create-queue --queue-name jobs --query QueueUrl --output text)
cat > attributes.json <<END
{"VisibilityTimeout": "30", "RedrivePolicy": "{\"deadLetterTargetArn\":\"$arn\",\"maxReceiveCount\":2}"}
END
aws sqs set-queue-attributes --queue-url "$url" --attributes file://attributes.json
aws sqs send-message --queue-url "$url" --message-body poison --query MD5OfMessageBody
for try in 1 2 3; do
  aws sqs receive-message --queue-url "$url" --query 'Messages[].Body'
  sleep 31
done
aws sqs receive-message --queue-url "$dead" --query 'Messages[].Body'
# Back again, once the fault is mended
sleep 30
aws sqs start-message-move-task --source-arn "$arn" --query 'length(TaskHandle) > `0`'
sleep 60
aws sqs receive-message --queue-url "$url" --query 'Messages[].Body'
