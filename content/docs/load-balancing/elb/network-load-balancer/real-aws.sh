# Before: balancer.setup.ts, a network
elastic_ip=$(aws ec2 allocate-address --query AllocationId --output text)
nlb=$(aws elbv2 create-load-balancer --name flows --type network \
  --subnet-mappings SubnetId="$subnet_a",AllocationId="$elastic_ip" --query 'LoadBalancers[0].LoadBalancerArn' --output text)
group=$(aws elbv2 create-target-group --name flows --protocol TCP --port 443 --vpc-id "$vpc" \
  --query 'TargetGroups[0].TargetGroupArn' --output text)
listener=$(aws elbv2 create-listener --load-balancer-arn "$nlb" --protocol TCP --port 443 \
  --default-actions Type=forward,TargetGroupArn="$group" --query 'Listeners[0].ListenerArn' --output text)
aws elbv2 modify-listener-attributes --listener-arn "$listener" \
  --attributes Key=tcp.idle_timeout.seconds,Value=900
aws ec2 describe-addresses --query 'Addresses[].[PublicIp, AssociationId != `null`]' --output text
