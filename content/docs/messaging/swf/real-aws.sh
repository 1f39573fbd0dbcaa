# Before: loan.setup.ts, a domain's type of workflow
aws swf list-domains --registration-status REGISTERED --query 'domainInfos[].name'
run=$(aws swf start-workflow-execution --domain bank --workflow-id loan-1 \
  --workflow-type name=loan,version=1 --query runId --output text)
aws swf get-workflow-execution-history --domain bank \
  --execution workflowId=loan-1,runId="$run" --query 'events[].eventType'
aws swf poll-for-decision-task --domain bank --task-list name=deciders --query 'events[].eventType' --output text
