import { check, Cloud, hours, plot, seconds } from 'desired-capacity';

const pause = 10; // knob seconds between guesses: 5..300 step 5

// Somebody who knows Ana's name tries passwords, all day long.
const cloud = new Cloud();
const pool = cloud.cognitoidentityprovider.build('shop');
await pool.addUser('ana', 'Passw0rd!');
const points: [number, number][] = [[0, 0]];
let looked = 0; // guesses that the user pool has compared with the password
let tried = 0;
while (cloud.now < hours(24)) {
  tried += 1;
  await pool.signIn('ana', `guess ${tried}`).then(undefined, (error) => {
    if ((error as Error).message !== 'Password attempts exceeded')
      looked += 1;
  });
  await cloud.run(seconds(pause));
  points.push([cloud.now / 3600, looked]);
}

// #region the plot and the checks
console.log(`${tried} guesses, ${looked} of them compared`);
plot({
  title: 'Guesses that counted',
  description:
    'Guesses that counted, over a day. The curve rises steeply in the first minutes, and then by one step for each lockout.',
  x: { label: 'time', unit: 'hours' },
  y: { label: 'guesses that counted' },
  series: [{ name: 'compared with the password', style: 'step', points }],
});
check(
  'most guesses are not even looked at',
  pause > 60 || looked < tried / 20,
);
check('about a hundred guesses a day count', looked >= 80 && looked <= 120);
// #endregion
