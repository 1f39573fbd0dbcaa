zone=$(aws route53 create-hosted-zone --name example.com --caller-reference 1 --query HostedZone.Id --output text)
aws route53 get-hosted-zone --id "$zone" --query DelegationSet.NameServers
aws route53 change-resource-record-sets --hosted-zone-id "$zone" --query ChangeInfo.Status --change-batch '{
  "Changes": [{"Action": "UPSERT", "ResourceRecordSet": {
    "Name": "www.example.com", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.1"}]}}]}'
sleep 60
# What a name server of Route 53 would answer, past all caches
aws route53 test-dns-answer --hosted-zone-id "$zone" --record-name www.example.com --record-type A
