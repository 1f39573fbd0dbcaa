aws kinesis create-stream --stream-name clicks --stream-mode-details StreamMode=ON_DEMAND
aws kinesis wait stream-exists --stream-name clicks
aws kinesis describe-stream-summary --stream-name clicks \
  --query 'StreamDescriptionSummary.[StreamModeDetails.StreamMode, OpenShardCount]' --output text
aws kinesis update-stream-mode --stream-arn arn:aws:kinesis:us-east-1:123456789012:stream/clicks \
  --stream-mode-details StreamMode=PROVISIONED
sleep 60
aws kinesis describe-stream-summary --stream-name clicks \
  --query 'StreamDescriptionSummary.[StreamModeDetails.StreamMode, OpenShardCount]' --output text
