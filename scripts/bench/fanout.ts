import { Model } from './contestant.ts';
import { SUBSCRIBERS } from './events.ts';
import { rounds } from './rounds.ts';

const MESSAGES = 100;

/** Deliveries in a second of processor time, by who makes them: from one message to a hundred queues. */
export async function fanout(): Promise<Record<string, number>> {
  const models = { 'a topic of SNS': 'sns', 'rules of EventBridge': 'eventbridge' };
  const times = await rounds(
    Object.values(models).map((model) => new Model(`fanout-${model}`, String(MESSAGES))),
    7,
  );
  const names = Object.keys(models);
  return Object.fromEntries(
    names.map((name, i) => [name, (SUBSCRIBERS * MESSAGES) / (times[i]! / 1e9)] as const),
  );
}
