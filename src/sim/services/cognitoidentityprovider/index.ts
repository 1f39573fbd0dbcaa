/** Amazon Cognito user pools: accounts of an application's users, and the tokens that they get when they sign in. */
export { OutsideProvider } from '../../cloud/gateway/jwt/index.ts';
export { secretHash } from './app-client.ts';
export { CognitoIdentityProvider } from './cognito-identity-provider.ts';
export { codeChallenge } from './hosted.ts';
export { cognitoIdentityProviderLimits } from './limits.ts';
export type { Message } from './messages.ts';
export type { UserPoolsModel } from './model.ts';
export { cognitoIdentityProviderPrices } from './prices.ts';
export { softwareTokenCode } from './software-token.ts';
export { claimsOf, type Tokens, UserPoolHandle, type UserPoolOptions } from './user-pool-handle.ts';
export { type KeySet, verifyToken } from './verify.ts';
