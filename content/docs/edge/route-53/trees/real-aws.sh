# Before: zone.setup.ts, a zone that is empty
cat > tree.json <<END
{
  "Changes": [
    {"Action": "UPSERT", "ResourceRecordSet": {"Name": "eu.example.com", "Type": "A", "TTL": 60, "SetIdentifier": "a",
      "Weight": 9, "ResourceRecords": [{"Value": "192.0.2.1"}]}},
    {"Action": "UPSERT", "ResourceRecordSet": {"Name": "eu.example.com", "Type": "A", "TTL": 60, "SetIdentifier": "b",
      "Weight": 1, "ResourceRecords": [{"Value": "192.0.2.2"}]}},
    {"Action": "UPSERT", "ResourceRecordSet": {"Name": "www.example.com", "Type": "A", "SetIdentifier": "eu",
      "Region": "eu-central-1", "AliasTarget": {"HostedZoneId": "$zone", "DNSName": "eu.example.com",
      "EvaluateTargetHealth": true}}}
  ]
}
END
aws route53 change-resource-record-sets --hosted-zone-id "$zone" --change-batch file://tree.json --query ChangeInfo.Status
sleep 60
aws route53 list-resource-record-sets --hosted-zone-id "$zone" --query \
  'ResourceRecordSets[?Type==`A`].[Name, SetIdentifier, Weight, Region, AliasTarget.DNSName]' --output text
aws route53 test-dns-answer --hosted-zone-id "$zone" --record-name www.example.com --record-type A --query RecordData
