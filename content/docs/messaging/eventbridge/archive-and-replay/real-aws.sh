bus=arn:aws:events:us-east-1:123456789012:event-bus/default
aws events create-archive --archive-name orders --event-source-arn "$bus" --retention-days 7 \
  --event-pattern '{"source":["shop"]}' --query State
aws events put-events --entries '[{"Source":"shop","DetailType":"Order","Detail":"{\"total\":12}"}]' --query FailedEntryCount
sleep 1200
aws events describe-archive --archive-name orders --query '[State, EventCount]' --output text
aws events start-replay --replay-name again --event-source-arn arn:aws:events:us-east-1:123456789012:archive/orders \
  --event-start-time 2026-01-01T00:00:00Z --event-end-time 2026-01-01T00:30:00Z --destination Arn="$bus" --query State
sleep 600
aws events describe-replay --replay-name again --query State
