# Before: cluster.setup.ts, two roles and two subnets
aws eks create-cluster --name shop --role-arn "$cluster_role" --query cluster.status \
  --resources-vpc-config subnetIds="$subnet_a,$subnet_b"
aws eks wait cluster-active --name shop
date
aws eks create-nodegroup --cluster-name shop --nodegroup-name workers --node-role "$node_role" --query nodegroup.status \
  --subnets "$subnet_a" "$subnet_b" --instance-types m5.large --scaling-config minSize=1,maxSize=10,desiredSize=1
sleep 600
aws eks update-nodegroup-config --cluster-name shop --nodegroup-name workers --query update.status \
  --scaling-config minSize=1,maxSize=20,desiredSize=2
sleep 300
aws ec2 describe-instances --filters Name=instance-state-name,Values=running --query 'length(Reservations[].Instances[])'
