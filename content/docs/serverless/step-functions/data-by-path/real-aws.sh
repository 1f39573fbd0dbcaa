cat > rate-state.json <<'END'
{
  "Type": "Pass",
  "InputPath": "$.order",
  "Parameters": { "from.$": "$.currency", "to": "EUR" },
  "ResultPath": "$.rate",
  "OutputPath": "$",
  "End": true
}
END
aws stepfunctions test-state --definition file://rate-state.json --inspection-level DEBUG \
  --input '{"order":{"currency":"GBP","amount":80},"customer":7}' \
  --query '[status, inspectionData.afterInputPath, inspectionData.afterParameters, output]'
