aws iam update-account-password-policy --minimum-password-length 14 --require-symbols \
  --require-uppercase-characters --require-lowercase-characters --require-numbers \
  --allow-users-to-change-password --max-password-age 90 --password-reuse-prevention 24
aws iam create-user --user-name ana --query User.Arn
aws iam create-login-profile --user-name ana --password tulips # exits 254
aws iam create-login-profile --user-name ana --password Tulip-garden-26 --query LoginProfile.CreateDate
aws iam get-account-password-policy --query 'PasswordPolicy.[MinimumPasswordLength, MaxPasswordAge]' --output text
# Who has a device?
aws iam list-virtual-mfa-devices --query 'VirtualMFADevices[].[User.UserName, EnableDate]'
