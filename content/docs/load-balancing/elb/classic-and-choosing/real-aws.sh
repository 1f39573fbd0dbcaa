# Before: balancer.setup.ts, two healthy servers behind a balancer
aws elb create-load-balancer --load-balancer-name old --subnets "$subnet_a" \
  --listeners Protocol=HTTP,LoadBalancerPort=80,InstanceProtocol=HTTP,InstancePort=80 --query DNSName
# Classic
aws elb describe-load-balancers --query 'LoadBalancerDescriptions[].LoadBalancerName'
# The others
aws elbv2 describe-load-balancers --query 'LoadBalancers[].[LoadBalancerName,Type]' --output text
