import type { Cloud } from 'desired-capacity';

/** Stops the server at night and at the weekend, and starts it an hour early. */
export function* keep(cloud: Cloud, server: Server) {
  while (true) {
    yield 3600;
    const hour = Math.floor(cloud.now / 3600) % 24;
    const day = Math.floor(cloud.now / 86_400) % 7;
    const wanted = day < 5 && hour >= 8 && hour < 18;
    if (wanted && server.state === 'stopped') void server.start();
    if (!wanted && server.state === 'running') void server.stop();
  }
}

/** The build server. */
export type Server = ReturnType<Cloud['ec2']['instance']>;

/** An Elastic IP address stays over a stop. */
export function prepare(cloud: Cloud, server: Server) {
  const { allocationId } = cloud.ec2.allocateAddress({});
  cloud.ec2.associateAddress({ allocationId: allocationId!, instanceId: server.id }); // prettier-ignore
}
