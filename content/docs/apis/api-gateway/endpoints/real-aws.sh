cat > policy.json <<'END'
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": "*",
      "Action": "execute-api:Invoke",
      "Resource": "execute-api:/*",
      "Condition": { "StringEquals": { "aws:SourceVpce": "vpce-0a1b2c3d" } }
    }
  ]
}
END
aws apigateway create-rest-api --name staff --endpoint-configuration types=PRIVATE,vpcEndpointIds=vpce-0a1b2c3d \
  --policy file://policy.json --query endpointConfiguration
