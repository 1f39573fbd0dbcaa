import { Endpoints, type EndpointsOptions, type Handler } from '../../cloud/endpoints/index.ts';
import type { World } from '../../cloud/index.ts';
import { Simulation } from '../../kernel/index.ts';
import { HttpClient, Outcomes, type HttpClientOptions } from './index.ts';

/** One server at `server`, and one client that counts what becomes of its calls. */
export function setup(
  handler: Handler = () => ({ status: 200 }),
  client: HttpClientOptions = {},
  network: EndpointsOptions = { network: () => ({ delay: 0.01 }) },
  seed = 1,
) {
  const simulation = new Simulation({ seed });
  const endpoints = new Endpoints(simulation, network);
  const server = endpoints.listen('server', handler);
  const outcomes = new Outcomes();
  const make = (more: HttpClientOptions = {}) =>
    clientOf(simulation, endpoints, { onEnd: outcomes.add, ...client, ...more });
  return { simulation, endpoints, server, outcomes, client: make(), make };
}

/** A client beside a cloud. */
export function clientOf(
  simulation: Simulation,
  endpoints: Endpoints,
  options: HttpClientOptions = {},
): HttpClient {
  return new HttpClient({ world: { simulation } as World }, { endpoints, ...options });
}

/** Something that happens so many times a second, at random; until the run ends. */
export function poisson(
  simulation: Simulation,
  rate: number,
  action: (n: number) => unknown,
  { name = 'arrivals', until = Infinity } = {},
): void {
  const random = simulation.random(name);
  let n = 0;
  const next = () => {
    const gap = random.exponential(1 / rate);
    if (simulation.now + gap > until) return;
    simulation.schedule(gap, () => {
      action(n++);
      next();
    });
  };
  next();
}
