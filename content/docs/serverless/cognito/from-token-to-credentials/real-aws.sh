# Before: pools.setup.ts, a user who has signed in, and an identity pool
identity=$(aws cognito-identity get-id --identity-pool-id "$identity_pool" \
  --logins "$login=$id_token" --query IdentityId --output text)
aws cognito-identity get-credentials-for-identity --identity-id "$identity" --logins "$login=$id_token" \
  --query 'Credentials.Expiration'
# Without a login: this pool gives nobody credentials who has not signed in
aws cognito-identity get-id --identity-pool-id "$identity_pool" # exits 254
