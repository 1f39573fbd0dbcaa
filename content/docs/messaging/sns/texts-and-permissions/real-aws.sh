aws sns get-sms-sandbox-account-status
aws sns create-sms-sandbox-phone-number --phone-number +4915112345678
aws sns list-sms-sandbox-phone-numbers --query 'PhoneNumbers[].[PhoneNumber, Status]' --output text
topic=$(aws sns create-topic --name news --query TopicArn --output text)
aws sns add-permission --topic-arn "$topic" --label partner-publishes \
  --aws-account-id 222222222222 --action-name Publish
aws sns get-topic-attributes --topic-arn "$topic" --query Attributes.Policy --output text
