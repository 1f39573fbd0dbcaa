cat > add-up.json <<'END'
{
  "Type": "Pass",
  "QueryLanguage": "JSONata",
  "Output": "{% { 'total': $sum($states.input.lines.(price * pieces)) } %}",
  "End": true
}
END
aws stepfunctions test-state --definition file://add-up.json --query '[status, output]' --output text \
  --input '{"lines":[{"price":240,"pieces":2},{"price":5,"pieces":3}]}' --inspection-level DEBUG
