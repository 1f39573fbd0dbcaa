/** Filters choose the instances, the query what is told of each, and text has no quotes. */
export const command =
  'aws ec2 describe-instances --filters Name=tag:team,Values=red Name=instance-state-name,Values=running --query "Reservations[].Instances[].InstanceId" --output text'; // prettier-ignore
