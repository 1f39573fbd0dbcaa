aws sns create-sms-sandbox-phone-number --phone-number +4915112345678
aws sns list-sms-sandbox-phone-numbers --query 'PhoneNumbers[].[PhoneNumber, Status]' --output text
