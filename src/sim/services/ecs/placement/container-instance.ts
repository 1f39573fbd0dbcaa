/** What a task takes of the instance that runs it. CPU is in units of 1/1,024 vCPU, memory in MiB. */
export interface TaskNeed {
  readonly cpu: number;
  readonly memory: number;
  /** Fixed host ports, of TCP. Host port 0 takes an ephemeral one and needs none here. */
  readonly ports?: readonly number[];
  readonly udpPorts?: readonly number[];
  /** Interfaces beside the instance's own: one in the network mode `awsvpc`, else none. */
  readonly enis?: number;
}

/** What an instance registered with. */
export interface RegisteredResources {
  readonly cpu: number;
  readonly memory: number;
  /** Interfaces that tasks may still attach, of an instance without tasks. */
  readonly enis?: number;
}

/**
 * Kept free for SSH, Docker and the agent on each Linux instance.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#container_definition_portmappings
 */
export const RESERVED_PORTS: readonly number[] = [22, 2375, 2376, 51678, 51679, 51680];

/** A task that has its place, from PENDING until its resources are given back. */
export interface PlacedTask {
  readonly id: string;
  /** `service:NAME` for a service's tasks, `family:NAME` or a name of the caller's choice for others. */
  readonly group: string;
  readonly need: TaskNeed;
  /** Scale-in protection. */
  readonly protected?: boolean;
}

/** An instance, as a plan sees it. */
export interface ContainerInstance {
  readonly id: string;
  readonly ec2InstanceId?: string;
  readonly status: 'ACTIVE' | 'DRAINING';
  readonly agentVersion?: string;
  /** Seconds since 1970. */
  readonly registeredAt?: number;
  readonly registered: RegisteredResources;
  /** By name without `attribute:`; the value is empty where an attribute has none. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly tasks: readonly PlacedTask[];
}

/** The attribute that holds the zone. */
export const ZONE = 'ecs.availability-zone';
