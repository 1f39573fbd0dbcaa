aws sns create-sms-sandbox-phone-number --phone-number +4915112345678
aws sns list-sms-sandbox-phone-numbers --query 'PhoneNumbers[].[PhoneNumber, Status]' --output text
# Which way does the machine take? A try of one state needs no machine
cat > choice.json <<'END'
{
  "Type": "Choice",
  "Choices": [
    {
      "And": [
        { "Not": { "Variable": "$.email", "StringEquals": "NO_EMAIL" } },
        { "Not": { "Variable": "$.phone", "StringEquals": "NO_PHONE" } }
      ],
      "Next": "EmailAndSms"
    },
    { "Not": { "Variable": "$.email", "StringEquals": "NO_EMAIL" }, "Next": "EmailOnly" }
  ],
  "Default": "SMSOnly"
}
END
aws stepfunctions test-state --definition file://choice.json --query nextState \
  --input '{"email":"NO_EMAIL","phone":"+4915112345678"}'
aws stepfunctions test-state --definition file://choice.json --query nextState \
  --input '{"email":"owner@example.com","phone":"+4915112345678"}'
