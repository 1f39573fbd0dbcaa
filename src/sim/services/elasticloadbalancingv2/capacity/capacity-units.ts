/** One dimension of a capacity unit: how much of it one unit holds. */
export interface Dimension {
  readonly name: string;
  readonly used: number;
  readonly perUnit: number;
  readonly units: number;
}

/** What was used, dimension by dimension; the largest is charged. */
export interface CapacityUnits {
  /** Each dimension, with what was used. */
  readonly dimensions: readonly Dimension[];
  /** What is charged: the units of the largest dimension. */
  readonly units: number;
  /** The name of the dimension that decides. */
  readonly by: string;
}

const HOUR = 3600;
const GB = 1e9;
/** Rules whose evaluation is free. */
export const FREE_RULES = 10;

/**
 * New connections a second in one LCU, by what the handshake costs.
 * https://aws.amazon.com/elasticloadbalancing/pricing/
 */
export const CONNECTIONS_PER_LCU = {
  /** None, RSA up to 2048 bits, or ECDSA P-256. */
  'RSA 2048': 25,
  'RSA 3072': 5,
  'RSA 4096': 1,
  'RSA 8192': 0.25,
} as const;

/** What an Application Load Balancer did in one hour, summed up. */
export interface ApplicationHour {
  readonly newConnections: number;
  readonly key?: keyof typeof CONNECTIONS_PER_LCU;
  /** Open connections, the mean of the minutes. */
  readonly activeConnections: number;
  /** Requests and responses. */
  readonly bytes: number;
  /** Of them, to and from Lambda functions. */
  readonly lambdaBytes?: number;
  readonly requests: number;
  /** Rules looked at for a request, in the mean, the default one left out. */
  readonly rules: number;
}

/** LCUs of an hour. */
export function applicationUnits(hour: ApplicationHour): CapacityUnits {
  const lambda = hour.lambdaBytes ?? 0;
  const evaluations = (hour.requests * Math.max(0, hour.rules - FREE_RULES)) / HOUR;
  // A unit holds 1 GB of one kind and 0.4 GB of the other: the two add up.
  const gigabytes = (hour.bytes - lambda) / GB + lambda / GB / 0.4;
  return most([
    dimension(
      'new connections a second',
      hour.newConnections / HOUR,
      CONNECTIONS_PER_LCU[hour.key ?? 'RSA 2048'],
    ),
    dimension('active connections', hour.activeConnections, 3000),
    dimension('GB an hour', gigabytes, 1),
    dimension('rule evaluations a second', evaluations, 1000),
  ]);
}

/** What a flow-based balancer did in one hour with one protocol. */
export interface FlowHour {
  readonly newFlows: number;
  /** Open flows, the mean of the minutes. */
  readonly activeFlows: number;
  readonly bytes: number;
}

/** Flows in one NLCU: new ones a second, and active ones. */
const FLOWS_PER_UNIT = { TCP: [800, 100_000], UDP: [400, 50_000], TLS: [50, 3000] } as const;

/** NLCUs of an hour by protocol, each by its own largest dimension, and their sum, which is charged. */
export function networkUnits(hours: Readonly<Partial<Record<keyof typeof FLOWS_PER_UNIT, FlowHour>>>): {
  readonly byProtocol: ReadonlyMap<string, CapacityUnits>;
  readonly units: number;
} {
  const byProtocol = new Map<string, CapacityUnits>();
  for (const protocol of ['TCP', 'UDP', 'TLS'] as const) {
    const hour = hours[protocol];
    const [newFlows, activeFlows] = FLOWS_PER_UNIT[protocol];
    if (hour) byProtocol.set(protocol, flowUnits(hour, newFlows, activeFlows));
  }
  let units = 0;
  for (const protocol of byProtocol.values()) units += protocol.units;
  return { byProtocol, units };
}

/** GLCUs of an hour. */
export function gatewayUnits(hour: FlowHour): CapacityUnits {
  return flowUnits(hour, 600, 60_000);
}

/** Hours that are charged for a balancer that ran so many seconds: a part is a whole. */
export function chargedHours(seconds: number): number {
  return Math.ceil(seconds / HOUR);
}

function flowUnits(hour: FlowHour, newFlows: number, activeFlows: number): CapacityUnits {
  return most([
    dimension('new flows a second', hour.newFlows / HOUR, newFlows),
    dimension('active flows', hour.activeFlows, activeFlows),
    dimension('GB an hour', hour.bytes / GB, 1),
  ]);
}

function dimension(name: string, used: number, perUnit: number): Dimension {
  return { name, used, perUnit, units: used / perUnit };
}

function most(dimensions: readonly Dimension[]): CapacityUnits {
  const by = dimensions.reduce((most, next) => (next.units > most.units ? next : most));
  return { dimensions, units: by.units, by: by.name };
}
