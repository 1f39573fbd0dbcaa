// What a guard's policy names: methodArn is, for instance,
// arn:aws:execute-api:us-east-1:123456789012:abc/prod/GET/cats/7
// The policy is kept for five minutes, and must serve for the whole stage,
// but for no other stage. Your turn.
export function resource(methodArn: string): string {
  return methodArn;
}
