cat > choice-state.json <<'END'
{
  "Type": "Choice",
  "Choices": [{ "Variable": "$.kg", "NumericGreaterThan": 5, "Next": "Freight" }],
  "Default": "Letter"
}
END
# No machine is needed for it
aws stepfunctions test-state --definition file://choice-state.json --input '{"kg":2}' --query nextState
aws stepfunctions test-state --definition file://choice-state.json --input '{"kg":20}' --query nextState
