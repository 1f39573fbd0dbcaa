import { check, Cloud } from 'desired-capacity';
import { bill } from './rows.starter.ts';

const { sfn } = new Cloud();
const machine = sfn.machine('bill', {
  StartAt: 'Bill',
  States: { Bill: bill },
});

const desk = { sku: 'desk', price: 240, pieces: 2, stock: true };
const lamp = { sku: 'lamp', price: 35, pieces: 3, stock: true };
const sofa = { sku: 'sofa', price: 900, pieces: 1, stock: false };

async function output(...lines: object[]): Promise<string> {
  const run = await machine.start({ lines }).done;
  return JSON.stringify(run.output ?? run.error);
}

const two = await output(desk, lamp, sofa);
check(
  'the total of what is in stock is 585',
  two.includes('"total":585'),
  two,
);
check('two things are shipped', two.includes('"ship":["desk","lamp"]'), two);
const one = await output(desk, sofa);
check('one thing is a list, too', one.includes('"ship":["desk"]'), one);
const none = await output(sofa);
check(
  'nothing in stock: nothing to pay, nothing to ship',
  none === '{"total":0,"ship":[]}',
  none,
);
