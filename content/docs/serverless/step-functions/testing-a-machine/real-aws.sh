cat > orders.asl.json <<'END'
{ "StartAt": "Charge", "States": { "Charge": { "Type": "Pass", "Next": "Ship" } } }
END
aws stepfunctions validate-state-machine-definition --definition file://orders.asl.json \
  --query '[result, diagnostics[].code]'
cat > charge.json <<'END'
{
  "Type": "Task",
  "Resource": "arn:aws:states:::lambda:invoke",
  "Parameters": { "FunctionName": "charge" },
  "Catch": [{ "ErrorEquals": ["CardRefused"], "Next": "Apologise" }],
  "Next": "Ship"
}
END
aws stepfunctions test-state --definition file://charge.json --inspection-level TRACE \
  --mock '{"errorOutput":{"error":"CardRefused","cause":"no"}}' --input '{"amount":80}' --query '[status, nextState]'
