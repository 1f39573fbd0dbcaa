zone=$(aws route53 create-hosted-zone --name example.com --caller-reference 1 --query HostedZone.Id --output text)
aws route53 change-resource-record-sets --hosted-zone-id "$zone" --query ChangeInfo.Status --change-batch '{
  "Changes": [
    {"Action": "UPSERT", "ResourceRecordSet": {"Name": "www.example.com", "Type": "A", "TTL": 60,
      "SetIdentifier": "old", "Weight": 99, "ResourceRecords": [{"Value": "192.0.2.1"}]}},
    {"Action": "UPSERT", "ResourceRecordSet": {"Name": "www.example.com", "Type": "A", "TTL": 60,
      "SetIdentifier": "new", "Weight": 1, "ResourceRecords": [{"Value": "192.0.2.2"}]}}]}'
sleep 60
for i in 1 2 3 4 5; do
  aws route53 test-dns-answer --hosted-zone-id "$zone" --record-name www.example.com --record-type A --query 'RecordData[0]' --output text
done
