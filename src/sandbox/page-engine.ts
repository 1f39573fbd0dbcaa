import { type Engine, EngineError } from './engine.ts';
import { type EngineName, engines } from './engines.ts';

// One of each for the page: a run in one sandbox ends the run in another.
const opening = new Map<EngineName, Promise<Engine>>();
const opened = new Map<EngineName, Engine>();
const users = new Map<EngineName, Set<object>>();

/** The engine that the sandboxes of the page share, opened when the first of them asks. Throws EngineError. */
export function openEngine(name: EngineName, user: object): Promise<Engine> {
  users.set(name, (users.get(name) ?? new Set()).add(user));
  const known = opening.get(name);
  if (known) return known;
  const engine = open(name);
  opening.set(name, engine);
  engine.catch(() => opening.delete(name));
  return engine;
}

/** The page's engine of that name if it is open by now. */
export function openedEngine(name: EngineName): Engine | undefined {
  return opened.get(name);
}

/** A sandbox goes to another engine: the last one takes what this one holds with it. */
export function leaveEngine(name: EngineName, user: object): void {
  users.get(name)?.delete(user);
  if (users.get(name)?.size) return;
  void opening.get(name)?.then((engine) => engine.dispose());
  opening.delete(name);
  opened.delete(name);
}

async function open(name: EngineName): Promise<Engine> {
  try {
    const engine = await engines[name]();
    opened.set(name, engine);
    return engine;
  } catch {
    throw new EngineError('The sandbox could not be fetched.', 'Check your connection and press Run again.');
  }
}
