import type { Cloud } from 'desired-capacity';
import { claimsOf, type UserPoolHandle } from 'desired-capacity/cognitoidentityprovider'; // prettier-ignore

const redirect = 'https://shop.example/back';

/** What an app client needs for managed login. */
export const managedLogin = {
  domain: 'shop',
  client: {
    callbackURLs: [redirect],
    allowedOAuthFlowsUserPoolClient: true,
    allowedOAuthFlows: ['code' as const],
    allowedOAuthScopes: ['openid', 'email'],
    supportedIdentityProviders: ['COGNITO', 'Google'],
  },
};

/** The value of a field in the address that a browser is sent to. */
const field = (address: string | null, name: string) =>
  new RegExp(`[?&]${name}=([^&]+)`).exec(address ?? '')?.[1] ?? '';

/** Lets a user pool believe Google; answers how somebody signs in by it. */
export function withGoogle(cloud: Cloud, pool: UserPoolHandle) {
  const idp = cloud.cognitoidentityprovider;
  const google = idp.outside('https://accounts.google.com');
  idp.createIdentityProvider({
    userPoolId: pool.id,
    providerName: 'Google',
    providerType: 'Google',
    providerDetails: { client_id: 'our-shop' },
    attributeMapping: { email: 'email' },
  });
  // Browser → our domain → Google → our domain → the app, which gets a code.
  return async (sub: string, email: string) => {
    const app = `client_id=${pool.clientId}&redirect_uri=${redirect}`;
    const away = await cloud.fetch(
      `${pool.url}/oauth2/authorize?${app}&response_type=code&identity_provider=Google`,
    );
    const state = field(away.headers.get('location'), 'state');
    const proof = google.token({ sub, aud: 'our-shop', email });
    const back = await cloud.fetch(
      `${pool.url}/oauth2/idpresponse?state=${state}&code=${proof}`,
    );
    const code = field(back.headers.get('location'), 'code');
    const answer = await cloud.fetch(`${pool.url}/oauth2/token`, {
      method: 'POST',
      body: `grant_type=authorization_code&${app}&code=${code}`,
    });
    const { id_token: idToken } = answer.json<{ id_token: string }>();
    return { idToken, claims: claimsOf(idToken) };
  };
}
