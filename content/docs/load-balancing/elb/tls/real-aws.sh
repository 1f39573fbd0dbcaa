# Before: balancer.setup.ts, two healthy servers behind a balancer
cert=arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555
api_cert=arn:aws:acm:us-east-1:123456789012:certificate/66666666-7777-8888-9999-000000000000
listener=$(aws elbv2 create-listener --load-balancer-arn "$alb" --protocol HTTPS --port 443 \
  --certificates CertificateArn="$cert" --ssl-policy ELBSecurityPolicy-TLS13-1-2-2021-06 \
  --default-actions Type=forward,TargetGroupArn="$group" --query 'Listeners[0].ListenerArn' --output text)
aws elbv2 add-listener-certificates --listener-arn "$listener" --certificates CertificateArn="$api_cert" --query 'length(Certificates)'
aws elbv2 describe-listener-certificates --listener-arn "$listener" \
  --query 'Certificates[].[CertificateArn, IsDefault]' --output text
