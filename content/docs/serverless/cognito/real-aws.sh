pool=$(aws cognito-idp create-user-pool --pool-name shop --username-attributes email \
  --auto-verified-attributes email --query UserPool.Id --output text)
client=$(aws cognito-idp create-user-pool-client --user-pool-id "$pool" --client-name app \
  --explicit-auth-flows ALLOW_USER_PASSWORD_AUTH ALLOW_REFRESH_TOKEN_AUTH \
  --query UserPoolClient.ClientId --output text)
aws cognito-idp sign-up --client-id "$client" --username ana@example.com --password Tulip-garden-26 --query UserConfirmed
# Not confirmed yet: no way in
aws cognito-idp initiate-auth --client-id "$client" --auth-flow USER_PASSWORD_AUTH \
  --auth-parameters USERNAME=ana@example.com,PASSWORD=Tulip-garden-26 # exits 254
aws cognito-idp admin-confirm-sign-up --user-pool-id "$pool" --username ana@example.com
aws cognito-idp initiate-auth --client-id "$client" --auth-flow USER_PASSWORD_AUTH \
  --auth-parameters USERNAME=ana@example.com,PASSWORD=Tulip-garden-26 \
  --query 'AuthenticationResult.[TokenType, ExpiresIn]' --output text
