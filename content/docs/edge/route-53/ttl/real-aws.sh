zone=$(aws route53 create-hosted-zone --name example.com --caller-reference 1 --query HostedZone.Id --output text)
change=$(aws route53 change-resource-record-sets --hosted-zone-id "$zone" --query ChangeInfo.Id --output text --change-batch '{
  "Changes": [{"Action": "UPSERT", "ResourceRecordSet": {
    "Name": "www.example.com", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.1"}]}}]}')
# PENDING until all name servers have the change, then INSYNC
aws route53 get-change --id "$change" --query ChangeInfo.Status
date
aws route53 wait resource-record-sets-changed --id "$change"
date
aws route53 list-resource-record-sets --hosted-zone-id "$zone" --query 'ResourceRecordSets[].[Name, Type, TTL]' --output text
