aws kinesisvideo create-stream --stream-name door --data-retention-in-hours 24 --query StreamARN
sleep 30
aws kinesisvideo describe-stream --stream-name door --query 'StreamInfo.[Status, DataRetentionInHours]' --output text
aws kinesisvideo get-data-endpoint --stream-name door --api-name LIST_FRAGMENTS
