import { check, Cloud, days, table } from 'desired-capacity';

const length = 14; // knob 6..20 unit characters
const symbols = true; // knob true | false
const remembered = 3; // knob 1..5 unit passwords

const cloud = new Cloud({ iam: true });
const { iam } = cloud;
const passwords = [
  'tulip',
  'tulip-garden',
  'TulipGarden2026',
  'Tulip-garden-26',
];

// #region takes, which tries a password with a new user
/** Whether a new user can have that password. */
let users = 0;
function takes(password: string): string {
  const userName = `user-${users++}`;
  iam.createUser({ userName });
  try {
    iam.createLoginProfile({ userName, password });
    return 'taken';
  } catch {
    return 'refused';
  }
}
// #endregion
const before = passwords.map(takes);

iam.updateAccountPasswordPolicy({
  minimumPasswordLength: length,
  requireUppercaseCharacters: true,
  requireLowercaseCharacters: true,
  requireSymbols: symbols,
  allowUsersToChangePassword: true,
  maxPasswordAge: 90,
  passwordReusePrevention: remembered,
});
const after = passwords.map(takes);

// #region two tables and the checks
table('Which passwords a new user can have', passwords.map((password, i) => ({ password, 'default policy': before[i]!, 'the account’s own': after[i]! }))); // prettier-ignore
const { user } = iam.createUser({ userName: 'ana' });
const nth = (n: number) => `Tulip-garden-in-May-${n + 30}`;
iam.createLoginProfile({ userName: 'ana', password: nth(0) });
const change = (password: string) => {
  try {
    iam.updateLoginProfile({ userName: 'ana', password });
    return 'taken';
  } catch {
    return 'refused';
  }
};
const again = change(nth(0));
for (let n = 1; n <= remembered; n++) change(nth(n));
const later = change(nth(0));
const own = cloud.as(user!).send('iam', 'ChangePassword', { OldPassword: nth(0), NewPassword: nth(9) }); // prettier-ignore
const ownChange = await own.then(() => 'taken', () => 'refused'); // prettier-ignore
await cloud.run(days(91));
iam.signIn('ana', ownChange === 'taken' ? nth(9) : nth(0));
const { loginProfile } = iam.getLoginProfile({ userName: 'ana' });
table('Afterwards', [
  { what: 'the same password again', answer: again },
  { what: `the same after ${remembered} others`, answer: later },
  { what: 'Ana changes it herself', answer: ownChange },
  { what: 'Ana must change it after 91 days', answer: loginProfile!.passwordResetRequired ? 'yes' : 'no' }, // prettier-ignore
]);
check('an account can have a password policy of its own', before.join() !== after.join()); // prettier-ignore
check('it can demand a length', before[1] === 'refused' && takes('Tulip-1') === 'refused' && after[3] === 'taken'); // prettier-ignore
check('it can demand upper-case and lower-case letters', takes('tulip-garden-26') === 'refused' && takes('TULIP-GARDEN-26') === 'refused'); // prettier-ignore
check(
  'it can demand a symbol',
  before[2] === 'taken' && after[2] === 'refused',
);
check('it can let users change their own passwords', ownChange === 'taken');
check('it can keep users from an old password', again === 'refused' && later === 'taken'); // prettier-ignore
check('it can make passwords expire', loginProfile!.passwordResetRequired!);
// #endregion
