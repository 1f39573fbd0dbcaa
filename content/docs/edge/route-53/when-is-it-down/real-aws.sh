check=$(aws route53 create-health-check --caller-reference shop-1 --query HealthCheck.Id --output text --health-check-config '{
  "Type": "HTTP_STR_MATCH", "FullyQualifiedDomainName": "shop.example.com", "ResourcePath": "/health",
  "SearchString": "checkout: open", "RequestInterval": 30, "FailureThreshold": 3}')
sleep 180
aws route53 get-health-check-status --health-check-id "$check" --query 'HealthCheckObservations[0].StatusReport.Status'
aws route53 get-health-check-last-failure-reason --health-check-id "$check" --query 'HealthCheckObservations[0].StatusReport.Status'
