import type { Cloud } from 'desired-capacity';

/**
 * The team works from 9 to 18 o'clock, Monday to Friday, and needs its build
 * server then, at one address. Day 0 is a Monday.
 */
export function* keep(cloud: Cloud, server: Server) {
  while (true) {
    yield 3600;
    const hour = Math.floor(cloud.now / 3600) % 24;
    const day = Math.floor(cloud.now / 86_400) % 7;
    // Now it is this hour of this day. What is to be done?
    void [hour, day, server];
  }
}

/** The build server. */
export type Server = ReturnType<Cloud['ec2']['instance']>;

/** Called once, when the server has been launched. */
export function prepare(cloud: Cloud, server: Server) {
  void [cloud, server];
}
