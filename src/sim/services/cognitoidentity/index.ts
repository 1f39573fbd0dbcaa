/** Amazon Cognito identity pools: AWS credentials that end, for users of an application and for guests. */
export { CognitoIdentity } from './cognito-identity.ts';
export { IdentityPoolHandle, type IdentityCredentials, type IdentityPoolOptions } from './identity-pool-handle.ts'; // prettier-ignore
export { cognitoIdentityLimits } from './limits.ts';
