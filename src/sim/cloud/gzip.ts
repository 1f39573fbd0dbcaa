/** Bytes as a gzip file, stored without compression: whoever unpacks it gets them. https://www.rfc-editor.org/rfc/rfc1952 */
export function gzip(bytes: Uint8Array): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (let at = 0; at === 0 || at < bytes.length; at += 0xffff) {
    const part = bytes.subarray(at, at + 0xffff);
    const last = at + 0xffff >= bytes.length ? 1 : 0;
    const size = part.length;
    blocks.push(Uint8Array.of(last, size & 0xff, size >> 8, ~size & 0xff, (~size >> 8) & 0xff), part);
  }
  const end = new DataView(new ArrayBuffer(8));
  end.setUint32(0, crc32(bytes), true);
  end.setUint32(4, bytes.length, true);
  const head = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);
  const parts = [head, ...blocks, new Uint8Array(end.buffer)];
  const file = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** What a file of `gzip` holds. Throws RangeError for one that is compressed, or no gzip file. */
export function gunzip(file: Uint8Array): Uint8Array {
  if (file[0] !== 0x1f || file[1] !== 0x8b || file[3] !== 0)
    throw new RangeError('This is no gzip file without a name.');
  const parts: Uint8Array[] = [];
  for (let at = 10, last = false; !last;) {
    const [kind, low, high] = file.subarray(at, at + 3) as unknown as [number, number, number];
    if (kind > 1) throw new RangeError('This gzip file is compressed: the model stores without compression.');
    last = kind === 1;
    const size = low + (high << 8);
    parts.push(file.subarray(at + 5, at + 5 + size));
    at += 5 + size;
  }
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let to = 0;
  for (const part of parts) {
    bytes.set(part, to);
    to += part.length;
  }
  return bytes;
}
