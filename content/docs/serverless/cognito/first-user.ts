import { check, Cloud, table } from 'desired-capacity';
import { claimsOf } from 'desired-capacity/cognitoidentityprovider';

const cloud = new Cloud();
const idp = cloud.cognitoidentityprovider;
const { clientId, id: userPoolId } = idp.build('shop', { email: true });
const username = 'ana@example.com';
const password = 'Passw0rd!';

// #region a table of what each step answers
const rows: { step: string; answer: string }[] = [];
const note = async (step: string, call: () => PromiseLike<unknown>) => {
  const answer = await call().then(
    () => 'done',
    (error: Error) => error.name,
  );
  rows.push({ step, answer });
};
const signIn = (given: string) =>
  idp.initiateAuth({
    clientId,
    authFlow: 'USER_PASSWORD_AUTH',
    authParameters: { USERNAME: username, PASSWORD: given },
  });
const confirm = (confirmationCode: string) =>
  idp.confirmSignUp({ clientId, username, confirmationCode });
// #endregion
await note('signs up', () => idp.signUp({ clientId, username, password }));
await note('signs in at once', () => signIn(password));
await note('guesses a code', () => confirm('000000'));
const [mail] = idp.inbox(username);
await note('types the code', () => confirm(mail!.code));
await note('a wrong password', () => signIn('Passw0rd?'));
await note('signs in', () => signIn(password));

// #region the table, the account and the checks
table('Ana gets an account', rows);
const [account] = idp.listUsers({ userPoolId }).users!;
const { authenticationResult: tokens } = await signIn(password);
const answers = rows.map(({ answer }) => answer);
check(
  'the pool keeps the account',
  account?.userStatus === 'CONFIRMED' &&
    account.attributes?.some(({ value }) => value === username) === true,
);
check(
  'nobody signs in before the address is confirmed',
  answers[1] === 'UserNotConfirmedException',
);
check(
  'a code that nobody has sent confirms nothing',
  answers[2] === 'CodeMismatchException' && answers[3] === 'done',
);
check(
  'a wrong password gives no tokens',
  answers[4] === 'NotAuthorizedException',
);
check(
  'after the sign-in there are tokens, in JSON Web Token form',
  answers[5] === 'done' &&
    claimsOf(tokens!.idToken!).email === username &&
    claimsOf(tokens!.accessToken!).token_use === 'access',
);
// #endregion
