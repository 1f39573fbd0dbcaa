cat > site.json <<'END'
{
  "CallerReference": "1", "Comment": "", "Enabled": true,
  "Origins": { "Quantity": 2, "Items": [
    { "Id": "first", "DomainName": "a.example", "ConnectionAttempts": 2, "ConnectionTimeout": 3,
      "CustomOriginConfig": { "HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "http-only" } },
    { "Id": "second", "DomainName": "b.example",
      "CustomOriginConfig": { "HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "http-only" } } ] },
  "OriginGroups": { "Quantity": 1, "Items": [
    { "Id": "both", "FailoverCriteria": { "StatusCodes": { "Quantity": 2, "Items": [502, 503] } },
      "Members": { "Quantity": 2, "Items": [{ "OriginId": "first" }, { "OriginId": "second" }] } } ] },
  "CustomErrorResponses": { "Quantity": 1, "Items": [
    { "ErrorCode": 503, "ResponsePagePath": "/sorry.html", "ResponseCode": "503", "ErrorCachingMinTTL": 10 } ] },
  "DefaultCacheBehavior": { "TargetOriginId": "both", "ViewerProtocolPolicy": "allow-all",
    "ForwardedValues": { "QueryString": false, "Cookies": { "Forward": "none" } }, "MinTTL": 0 }
}
END
id=$(aws cloudfront create-distribution --distribution-config file://site.json --query Distribution.Id --output text)
aws cloudfront get-distribution-config --id "$id" --output text --query \
  'DistributionConfig.[OriginGroups.Items[0].Id, CustomErrorResponses.Items[0].ResponsePagePath, CustomErrorResponses.Items[0].ErrorCachingMinTTL]'
