zone=$(aws route53 create-hosted-zone --name example.com --caller-reference 1 --query HostedZone.Id --output text)
check=$(aws route53 create-health-check --caller-reference shop-1 --query HealthCheck.Id --output text \
  --health-check-config Type=HTTP,IPAddress=192.0.2.1,Port=80,ResourcePath=/)
aws route53 change-resource-record-sets --hosted-zone-id "$zone" --query ChangeInfo.Status --change-batch "{
  \"Changes\": [
    {\"Action\": \"UPSERT\", \"ResourceRecordSet\": {\"Name\": \"www.example.com\", \"Type\": \"A\", \"TTL\": 60,
      \"SetIdentifier\": \"primary\", \"Failover\": \"PRIMARY\", \"HealthCheckId\": \"$check\",
      \"ResourceRecords\": [{\"Value\": \"192.0.2.1\"}]}},
    {\"Action\": \"UPSERT\", \"ResourceRecordSet\": {\"Name\": \"www.example.com\", \"Type\": \"A\", \"TTL\": 60,
      \"SetIdentifier\": \"secondary\", \"Failover\": \"SECONDARY\", \"ResourceRecords\": [{\"Value\": \"192.0.2.2\"}]}}]}"
# Nobody answers at the first address
sleep 300
aws route53 get-health-check-status --health-check-id "$check" --query 'HealthCheckObservations[0].StatusReport.Status'
aws route53 test-dns-answer --hosted-zone-id "$zone" --record-name www.example.com --record-type A --query RecordData
# A drill turned round: an inverted check is healthy while nobody answers
aws route53 update-health-check --health-check-id "$check" --inverted --query HealthCheck.HealthCheckConfig.Inverted
sleep 300
aws route53 test-dns-answer --hosted-zone-id "$zone" --record-name www.example.com --record-type A --query RecordData
