# An account with one user, who has a password and a key
aws iam create-user --user-name ana --query User.UserName --output text
aws iam create-login-profile --user-name ana --password Tulip-garden-26 --query LoginProfile.UserName --output text
aws iam create-access-key --user-name ana --query AccessKey.Status --output text
# The report is made, and fetched: a table with commas, in base64
aws iam generate-credential-report --query State
sleep 5
aws iam generate-credential-report --query State
aws iam get-credential-report --query ReportFormat
# Which policies are attached to nobody, and could go?
aws iam list-policies --scope Local --query 'Policies[?AttachmentCount==`0`].PolicyName'
aws iam get-account-summary --query 'SummaryMap.[Users, AccountMFAEnabled]' --output text
