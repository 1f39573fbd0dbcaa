import { parseArn, type Region } from '../../cloud/index.ts';
import { invalid, notFound } from './errors.ts';

type Attributes = Readonly<Record<string, string>>;

/** A device with an app: where a push notification goes. */
export interface PlatformEndpoint {
  readonly arn: string;
  readonly application: string;
  attributes: Record<string, string>;
}

const PLATFORMS = ['ADM', 'APNS', 'APNS_SANDBOX', 'BAIDU', 'GCM', 'MACOS', 'MACOS_SANDBOX', 'MPNS', 'WNS'];

/** Checks the form of an ARN, in AWS's words; `name` is the parameter's. */
export function checkArn(arn: string, name: string): void {
  const { length } = arn.split(':');
  if (length < 6) throw invalid(`${name} Reason: An ARN must have at least 6 elements, not ${length}`);
}

/**
 * Apps and devices, as far as subscriptions need them: the push services of Apple, Google and others are not modelled, a
 * notification arrives at its device.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-mobile-application-as-subscriber.html
 */
export class Platforms {
  readonly #region: Region;
  readonly #applications = new Map<string, Record<string, string>>();
  readonly #endpoints = new Map<string, PlatformEndpoint>();

  constructor(region: Region) {
    this.#region = region;
  }

  /** Makes an application, or finds it; answers its ARN. */
  create(name: string, platform: string, attributes: Attributes): string {
    if (!PLATFORMS.includes(platform)) throw invalid(`Platform Reason: ${platform} is not supported`);
    if (!/^[\w.-]{1,256}$/.test(name))
      throw invalid(
        `${name} Reason: must contain only characters 'a'-'z', 'A'-'Z', '0'-'9', '_', '-', and '.'`,
      );
    const { PlatformCredential: credential, PlatformPrincipal: principal } = attributes;
    if (credential === undefined) throw invalid('Attributes Reason: Platform credentials are required');
    if (principal === undefined && platform !== 'GCM')
      throw invalid('Attributes Reason: PlatformCredential attribute provided without PlatformPrincipal');
    const arn = this.#region.arn('sns', `app/${platform}/${name}`);
    const { PlatformCredential: _secret, PlatformPrincipal: _name, ...shown } = attributes;
    this.#applications.set(arn, { Enabled: 'true', ...this.#applications.get(arn), ...shown });
    return arn;
  }

  /** An application's attributes. */
  application(arn: string): Record<string, string> {
    checkArn(arn, 'PlatformApplicationArn');
    const found = this.#applications.get(arn);
    if (!found) throw notFound('PlatformApplication');
    return found;
  }

  /** Changes an application's attributes. */
  setApplication(arn: string, attributes: Attributes): void {
    Object.assign(this.application(arn), attributes);
  }

  /** Registers a device, or finds it by its token. */
  register(application: string, token: string, attributes: Attributes, id: string): string {
    this.application(application);
    const known = [...this.#endpoints.values()].find(
      (one) => one.application === application && one.attributes['Token'] === token,
    );
    if (known) return known.arn;
    const { resource } = parseArn(application)!;
    const arn = this.#region.arn('sns', `${resource.replace('app/', 'endpoint/')}/${id}`);
    this.#endpoints.set(arn, {
      arn,
      application,
      attributes: { Enabled: 'true', Token: token, ...attributes },
    });
    return arn;
  }

  /** A device. */
  endpoint(arn: string): PlatformEndpoint {
    checkArn(arn, 'EndpointArn');
    const found = this.#endpoints.get(arn);
    if (!found) throw notFound('Endpoint');
    return found;
  }
}
