import { endpointsOf } from '../../cloud/endpoints/index.ts';
import { hostsOf } from '../../cloud/http/hosts.ts';
import type { Region } from '../../cloud/index.ts';

/**
 * Lets those who connect by addresses reach an API by its name: a distribution of CloudFront's, a health check of Route 53's.
 * Who asks by another name, as a distribution that hands on its viewer's `Host`, meets no API.
 */
export function openName(region: Region, host: string): void {
  const { world } = region;
  endpointsOf(world).listen(
    `${host}:443`,
    function* ({ method = 'GET', path = '/', host: asked, headers, body }) {
      if (asked !== host) return { status: 403, body: '{"message":"Forbidden"}' };
      const answer = yield* hostsOf(world).fetch(`https://${host}${path}`, { method, headers: [...(headers ?? [])], body }); // prettier-ignore
      return { status: answer.status, headers: new Map(answer.headers), body: answer.text() };
    },
    { place: region.name },
  );
}

/** The name leads nowhere any more. */
export const closeName = (region: Region, host: string): void =>
  endpointsOf(region.world).remove(`${host}:443`);
