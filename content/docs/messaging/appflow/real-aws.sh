# Before: tickets.setup.ts, a connection to a help desk, and a bucket
aws appflow create-flow --cli-input-json file://tickets-to-lake.json --query flowStatus
aws appflow start-flow --flow-name tickets-to-lake --query flowStatus
sleep 600
aws appflow describe-flow-execution-records --flow-name tickets-to-lake \
  --query 'flowExecutions[].[executionStatus, executionResult.recordsProcessed]' --output text
