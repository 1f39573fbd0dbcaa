/** Prints the ids of the red team's running instances, and nothing else. */
export const command =
  'aws ec2 describe-instances --query "Reservations[].Instances[].[InstanceId, State.Name]" --output text'; // prettier-ignore
