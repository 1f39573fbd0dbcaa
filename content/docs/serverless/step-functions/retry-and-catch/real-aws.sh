cat > charge.json <<'END'
{
  "Type": "Task",
  "Resource": "arn:aws:states:::lambda:invoke",
  "Parameters": { "FunctionName": "charge" },
  "Retry": [{ "ErrorEquals": ["Busy"], "IntervalSeconds": 3, "BackoffRate": 2, "MaxAttempts": 5 }],
  "End": true
}
END
# The error is made up: how long would it wait the third time?
aws stepfunctions test-state --definition file://charge.json --role-arn arn:aws:iam::123456789012:role/machine \
  --mock '{"errorOutput":{"error":"Busy","cause":"too many at once"}}' \
  --state-configuration '{"retrierRetryCount":2}' --inspection-level TRACE \
  --query '[status, inspectionData.errorDetails]'
