aws sqs create-queue --queue-name reports --query QueueUrl
aws scheduler create-schedule --name morning --schedule-expression 'cron(0 8 * * ? *)' \
  --schedule-expression-timezone Europe/Berlin --flexible-time-window Mode=OFF --query ScheduleArn --target \
  'Arn=arn:aws:sqs:us-east-1:123456789012:reports,RoleArn=arn:aws:iam::123456789012:role/clock,Input=report'
sleep 86400
aws sqs receive-message --queue-url https://sqs.us-east-1.amazonaws.com/123456789012/reports --query 'Messages[].Body'
aws scheduler list-schedules --query 'Schedules[].[Name, State]' --output text
