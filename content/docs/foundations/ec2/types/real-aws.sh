# Before: instance.setup.ts, an instance that runs
aws ec2 describe-instance-types --filters Name=memory-info.size-in-mib,Values=16384 Name=vcpu-info.default-vcpus,Values=2 \
  --query 'InstanceTypes[].InstanceType'
aws ec2 describe-instance-credit-specifications --instance-ids "$id" \
  --query 'InstanceCreditSpecifications[].CpuCredits'
aws ec2 modify-instance-credit-specification \
  --instance-credit-specifications InstanceId="$id",CpuCredits=standard --query 'length(SuccessfulInstanceCreditSpecifications)'
aws ec2 describe-instance-credit-specifications --instance-ids "$id" \
  --query 'InstanceCreditSpecifications[].CpuCredits'
