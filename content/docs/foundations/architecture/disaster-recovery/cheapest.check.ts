import { check } from 'desired-capacity';
import { plan } from './cheapest.starter.ts';
import { lose } from './lose.ts';

const { first, whole, lost, usd } = await lose({ ...plan, decide: 15 });
const minutes = (x: number) => `${Math.round(10 * x) / 10} minutes`;
check('the first customer is served within five minutes', first <= 5, minutes(first)); // prettier-ignore
check('all of them are within fifteen', whole <= 15, minutes(whole));
check('at most a minute of orders is lost', lost <= 1, minutes(lost));
check('the servers there cost 150 USD a month at most', usd <= 150, `${Math.round(usd)} USD`); // prettier-ignore
