import { exists, iamError, noSuch, conflict } from './errors.ts';
import { iamLimits as limits } from './limits.ts';
import { page, Part } from './part.ts';
import type { Input, Output } from './schema.ts';
import type { MfaDevice } from './user.ts';

/** Virtual devices for the second factor. Their codes are made without cryptography: who holds the device asks `codeAt`. */
export class Devices extends Part {
  createVirtualMFADevice({
    virtualMFADeviceName: name,
    path = '/',
  }: Input<'CreateVirtualMFADevice'>): Output<'CreateVirtualMFADevice'> {
    const { devices, prefix } = this.account;
    const serial = `${prefix}:mfa${path}${name}`;
    if (devices.has(serial)) throw exists(`MFADevice entity at the same path and name already exists.`);
    devices.set(serial, { serial, created: this.date, user: undefined, enabled: undefined });
    return { virtualMFADevice: { serialNumber: serial } };
  }

  /** Takes two codes that follow each other: the device's clock is right then. */
  enableMFADevice(input: Input<'EnableMFADevice'>): Output<'EnableMFADevice'> {
    const { userName, serialNumber: serial, authenticationCode1: first, authenticationCode2: second } = input;
    const user = this.account.user(userName);
    const device = this.#device(serial);
    if (device.user) throw exists(`MFA Device is already in use.`);
    this.room(user.devices.length, limits.mfaDevices, 'MFADevicesPerUser');
    const steps = [-2, -1, 0, 1].map((step) => step * STEP);
    const fits = (step: number) =>
      first === codeAt(serial, this.#after(step)) && second === codeAt(serial, this.#after(step + STEP));
    if (!steps.some(fits))
      throw iamError('InvalidAuthenticationCodeException', 'Authentication code for device is not valid.');
    device.user = user;
    device.enabled = this.date;
    user.devices.push(device);
    return {};
  }

  deactivateMFADevice({
    userName,
    serialNumber,
  }: Input<'DeactivateMFADevice'>): Output<'DeactivateMFADevice'> {
    const user = this.callerOr(userName);
    const device = user.devices.find(({ serial }) => serial === serialNumber);
    if (!device) throw noSuch(`MFA device ${serialNumber} not found for user ${user.name}.`);
    user.devices.splice(user.devices.indexOf(device), 1);
    device.user = undefined;
    device.enabled = undefined;
    return {};
  }

  deleteVirtualMFADevice({
    serialNumber,
  }: Input<'DeleteVirtualMFADevice'>): Output<'DeleteVirtualMFADevice'> {
    if (this.#device(serialNumber).user)
      throw conflict('Virtual MFA device must be deactivated before it can be deleted.');
    this.account.devices.delete(serialNumber);
    return {};
  }

  listMFADevices(input: Input<'ListMFADevices'> = {}): Output<'ListMFADevices'> {
    const user = this.callerOr(input.userName);
    const { items, more } = page(user.devices, input);
    const mfaDevices = items.map(({ serial, enabled }) => ({ userName: user.name, serialNumber: serial, enableDate: enabled! })); // prettier-ignore
    return { mfaDevices, ...more };
  }

  listVirtualMFADevices(input: Input<'ListVirtualMFADevices'> = {}): Output<'ListVirtualMFADevices'> {
    const { assignmentStatus = 'Any' } = input;
    const fits = ({ user }: MfaDevice) =>
      assignmentStatus === 'Any' || (assignmentStatus === 'Assigned') === (user !== undefined);
    const { items, more } = page([...this.account.devices.values()].filter(fits), input);
    const virtualMFADevices = items.map(({ serial, user, enabled }) => ({ serialNumber: serial, user: user?.describe(), enableDate: enabled })); // prettier-ignore
    return { virtualMFADevices, ...more };
  }

  #device(serial: string): MfaDevice {
    const device = this.account.devices.get(serial);
    if (!device) throw noSuch(`VirtualMFADevice with serial number ${serial} does not exist.`);
    return device;
  }

  #after(seconds: number): Date {
    return new Date(this.date.getTime() + seconds * 1000);
  }
}

/** Seconds for which a code is shown. */
const STEP = 30;

/** The six digits that a device shows at a moment: others every 30 seconds. */
export function codeAt(serial: string, date: Date): string {
  let hash = Math.floor(date.getTime() / 1000 / STEP) >>> 0;
  for (const character of serial) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  return String(hash % 1_000_000).padStart(6, '0');
}
