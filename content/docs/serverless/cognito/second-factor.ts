import { check, Cloud, table } from 'desired-capacity';
import { softwareTokenCode } from 'desired-capacity/cognitoidentityprovider';

const cloud = new Cloud();
const idp = cloud.cognitoidentityprovider;
const pool = idp.build('bank');
const { clientId, id: userPoolId } = pool;
await pool.addUser('ana', 'Passw0rd!');

// #region Ana sets an authenticator app up; how somebody signs in
idp.setUserPoolMfaConfig({
  userPoolId,
  mfaConfiguration: 'OPTIONAL',
  softwareTokenMfaConfiguration: { enabled: true },
});
const { accessToken } = await pool.signIn('ana', 'Passw0rd!');
const { secretCode } = idp.associateSoftwareToken({ accessToken });
const shown = () =>
  softwareTokenCode(secretCode!, new Date(cloud.simulation.epochMillis));
idp.verifySoftwareToken({ accessToken, userCode: shown() });
idp.setUserMFAPreference({
  accessToken,
  softwareTokenMfaSettings: { enabled: true, preferredMfa: true },
});
const steps: Record<string, string>[] = [];
async function signIn(who: string, code: () => string) {
  const begun = await idp.initiateAuth({
    clientId,
    authFlow: 'USER_PASSWORD_AUTH',
    authParameters: { USERNAME: 'ana', PASSWORD: 'Passw0rd!' },
  });
  const ended = await idp
    .respondToAuthChallenge({
      clientId,
      challengeName: begun.challengeName ?? 'SOFTWARE_TOKEN_MFA',
      session: begun.session ?? '',
      challengeResponses: {
        USERNAME: 'ana',
        SOFTWARE_TOKEN_MFA_CODE: code(),
      },
    })
    .then(
      () => 'tokens',
      (error) => (error as Error).name,
    );
  const asked = begun.challengeName ?? 'tokens';
  steps.push({ who, 'after the password': asked, 'after a code': ended });
}
// #endregion
await signIn('Ana, with her phone', shown);
await signIn('a thief of the password', () => '123456');

// #region the table and the checks
table('Both know the password', steps);
const [own, stolen] = steps;
check(
  'the password alone gives no tokens',
  steps.every((step) => step['after the password'] === 'SOFTWARE_TOKEN_MFA'),
);
check('the code of the phone does', own!['after a code'] === 'tokens');
check(
  'a guessed code does not',
  stolen!['after a code'] === 'CodeMismatchException',
);
// #endregion
