# Before: cluster.setup.ts, two roles and two subnets
aws eks create-cluster --name shop --role-arn "$cluster_role" --query cluster.status \
  --resources-vpc-config subnetIds="$subnet_a,$subnet_b"
aws eks wait cluster-active --name shop
date
aws eks create-nodegroup --cluster-name shop --nodegroup-name workers --node-role "$node_role" --query nodegroup.status \
  --subnets "$subnet_a" "$subnet_b" --instance-types m5.large --scaling-config minSize=1,maxSize=10,desiredSize=3
sleep 600
aws eks describe-nodegroup --cluster-name shop --nodegroup-name workers --query nodegroup.status
aws ec2 describe-instances --filters Name=instance-state-name,Values=running --query 'length(Reservations[].Instances[])'
