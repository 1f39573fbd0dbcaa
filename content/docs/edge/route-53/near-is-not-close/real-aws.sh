zone=$(aws route53 create-hosted-zone --name example.com --caller-reference 1 --query HostedZone.Id --output text)
aws route53 change-resource-record-sets --hosted-zone-id "$zone" --query ChangeInfo.Status --change-batch '{
  "Changes": [
    {"Action": "UPSERT", "ResourceRecordSet": {"Name": "www.example.com", "Type": "A", "TTL": 60,
      "SetIdentifier": "here", "Region": "us-east-1", "ResourceRecords": [{"Value": "192.0.2.1"}]}},
    {"Action": "UPSERT", "ResourceRecordSet": {"Name": "www.example.com", "Type": "A", "TTL": 60,
      "SetIdentifier": "there", "Region": "ap-southeast-2", "ResourceRecords": [{"Value": "192.0.2.2"}]}}]}'
sleep 60
aws route53 test-dns-answer --hosted-zone-id "$zone" --record-name www.example.com --record-type A --query RecordData
