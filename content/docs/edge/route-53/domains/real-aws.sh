zone=$(aws route53 create-hosted-zone --name example.com --caller-reference 1 --query HostedZone.Id --output text)
aws route53 get-hosted-zone --id "$zone" --query DelegationSet.NameServers
aws route53 list-resource-record-sets --hosted-zone-id "$zone" \
  --query 'ResourceRecordSets[].[Name, Type, TTL, ResourceRecords[0].Value]' --output text
