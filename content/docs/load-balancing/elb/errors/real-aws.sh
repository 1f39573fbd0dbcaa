# Before: balancer.setup.ts, two healthy servers behind a balancer
bucket=logs-of-the-shop
aws s3api create-bucket --bucket "$bucket" --query Location
cat > policy.json <<'END'
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "logdelivery.elasticloadbalancing.amazonaws.com" },
      "Action": "s3:PutObject",
      "Resource": "arn:aws:s3:::logs-of-the-shop/AWSLogs/123456789012/*"
    }
  ]
}
END
aws s3api put-bucket-policy --bucket "$bucket" --policy file://policy.json
aws elbv2 modify-load-balancer-attributes --load-balancer-arn "$alb" --query 'length(Attributes)' --attributes \
  Key=idle_timeout.timeout_seconds,Value=60 \
  Key=access_logs.s3.enabled,Value=true Key=access_logs.s3.bucket,Value="$bucket"
aws elbv2 describe-load-balancer-attributes --load-balancer-arn "$alb" \
  --query 'Attributes[?contains(Key, `access_logs`) || contains(Key, `idle`)].[Key, Value]' --output text
